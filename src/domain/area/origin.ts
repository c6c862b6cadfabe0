/** The risk of where somebody comes from: the highest of the places that they declared. Pure. Source: product.md §2, §6. */
import type { Risk } from "../fact/fact.ts";
import type { Declaration } from "../declaration/declaration.ts";
import { addDays } from "../china-time.ts";
import { type AreaPeriod, holdsOn, LOOK_BACK_DAYS } from "./area.ts";
import { COUNTY_DIGITS } from "../division/division.ts";

/** A place that a declaration names, and the last day on which its person was there; null: they are there. */
export interface Origin {
  /** 2, 4 or 6 digits: what is smaller counts as its county. */
  readonly area: string;
  readonly to: string | null;
}

/** What holds in an area and below it, in any order. */
export type PeriodsWithin = (area: string) => readonly AreaPeriod[];

const ORDER: readonly Risk[] = ["unknown", "low", "medium", "high"];

/** The places of a declaration, each once. */
export function originsOf({ presentPlace, places }: Pick<Declaration, "presentPlace" | "places">): readonly Origin[] {
  const named = [
    { area: areaOf(presentPlace.division), to: null },
    ...places.map(({ division, to }) => ({ area: areaOf(division), to })),
  ];
  const last = new Map<string, string | null>();
  for (const { area, to } of named) {
    const known = last.get(area);
    if (known === undefined || (known !== null && (to === null || to > known))) last.set(area, to);
  }
  return [...last].map(([area, to]) => ({ area, to }));
}

/**
 * The highest risk of a day. Where only a city or a province is named, the highest within it counts; who left a place more than 14 days ago
 * does not come from there. Areas of which nobody has said anything are `unknown`.
 */
export function originRisk(origins: readonly Origin[], within: PeriodsWithin, day: string): Risk {
  const oldest = addDays(day, -LOOK_BACK_DAYS);
  const counted = origins.filter(({ to }) => to === null || to >= oldest);
  const levels = counted.flatMap(({ area }) => within(area).filter((period) => holdsOn(period, day)));
  return levels.reduce<Risk>(
    (highest, { level }) => (ORDER.indexOf(level) > ORDER.indexOf(highest) ? level : highest),
    "unknown",
  );
}

/** The first day after `day` on which a place that was left is so long ago that the risk is another one; null: none does that. */
export function riskTurns(origins: readonly Origin[], within: PeriodsWithin, day: string): string | null {
  const now = originRisk(origins, within, day);
  const days = origins.flatMap(({ to }) => (to === null ? [] : [addDays(to, LOOK_BACK_DAYS + 1)]));
  const later = days.filter((each) => each > day).toSorted();
  // Seen with the levels of today: how levels themselves turn is the area's matter, not the person's.
  const without = (each: string) => origins.filter(({ to }) => to === null || addDays(to, LOOK_BACK_DAYS) >= each);
  return later.find((each) => originRisk(without(each), within, day) !== now) ?? null;
}

function areaOf(division: string): string {
  return division.slice(0, COUNTY_DIGITS);
}
