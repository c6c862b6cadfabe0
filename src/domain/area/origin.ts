/** The origin risk of a person: the highest risk among the declared places. Pure. Source: product.md §2, §6. */
import type { Risk } from "../fact/fact.ts";
import type { Declaration } from "../declaration/declaration.ts";
import { addDays } from "../china-time.ts";
import { type AreaLevel, type AreaPeriod, holdsOn, LOOK_BACK_DAYS } from "./area.ts";
import { COUNTY_DIGITS } from "../division/division.ts";

/** A place that a declaration names. */
export interface Origin {
  /** Its code of 2, 4 or 6 digits: a street or a community counts as its county. */
  readonly area: string;
  /** The last day on which the person was in the place; null: the person is in it now. */
  readonly to: string | null;
}

/** The periods of all counties within an area, in any order. */
export type PeriodsWithin = (area: string) => readonly AreaPeriod[];

/** The periods as if each of these counties had another level at all times, or none (null). */
export function withLevels(within: PeriodsWithin, levels: ReadonlyMap<string, AreaLevel | null>): PeriodsWithin {
  return (area) => [
    ...within(area).filter(({ division }) => !levels.has(division)),
    ...[...levels].flatMap(([division, level]) =>
      level !== null && division.startsWith(area) ? [{ division, level, from: "", until: null }] : [],
    ),
  ];
}

const ORDER: readonly Risk[] = ["unknown", "low", "medium", "high"];

/** The places of a declaration, each once, with the latest day there. */
export function originsOf({ presentPlace, places }: Pick<Declaration, "presentPlace" | "places">): readonly Origin[] {
  const stays = [
    { area: areaOf(presentPlace.division), to: null },
    ...places.map(({ division, to }) => ({ area: areaOf(division), to })),
  ];
  const last = new Map<string, string | null>();
  for (const { area, to } of stays) {
    const latest = last.get(area);
    if (latest === undefined || (latest !== null && (to === null || to > latest))) last.set(area, to);
  }
  return [...last].map(([area, to]) => ({ area, to }));
}

/**
 * The highest risk on a day. If the declaration names only a city or a province, the highest risk within it counts. A place that the person
 * left more than 14 days ago does not count. An area without an entry is `unknown`.
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

/** The first day after `day` on which the risk changes because a place that the person left no longer counts; null if there is no such day. */
export function riskTurns(origins: readonly Origin[], within: PeriodsWithin, day: string): string | null {
  const now = originRisk(origins, within, day);
  const days = origins.flatMap(({ to }) => (to === null ? [] : [addDays(to, LOOK_BACK_DAYS + 1)]));
  const later = days.filter((each) => each > day).toSorted();
  // Uses the levels of `day`: when a level changes, the shard examines the persons by itself (objects/people/colour/origins.ts).
  const without = (each: string) => origins.filter(({ to }) => to === null || addDays(to, LOOK_BACK_DAYS) >= each);
  return later.find((each) => originRisk(without(each), within, day) !== now) ?? null;
}

function areaOf(division: string): string {
  return division.slice(0, COUNTY_DIGITS);
}
