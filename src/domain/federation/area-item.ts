/** The risk levels of one county as an item of a letter: all that count now, in place of those that the same sender has told of it before. Pure. docs/trust.md §10. */
import { AREA_LEVELS, type AreaEntry, checkArea, enterArea } from "../area/area.ts";
import type { IssuerCode } from "../issuer/issuer.ts";
import { isFromThere, listIn } from "./fact-item.ts";
import type { LetterItem } from "./letter.ts";

/** As many as an issuer keeps of a county. */
const MAX_LEVELS = 200;

/** A county with its levels, the earliest first. */
export interface County {
  readonly division: string;
  readonly levels: readonly Omit<AreaEntry, "division">[];
}

export type CountyItem = LetterItem & County;

/** The county of an item with its levels; null if it has another form. Its days are not checked. */
export function countyIn({ division, levels }: LetterItem): County | null {
  if (typeof division !== "string" || !Array.isArray(levels) || levels.length > MAX_LEVELS) return null;
  const read = levels.map((level: unknown) => levelIn(level));
  return read.every((one) => one !== null) ? { division, levels: read } : null;
}

/** Why the sender may not say this; null if it may: the county and each list lie in its region, and no two levels hold on one day. @param today the date in China */
export function countyFault({ division, levels }: County, from: IssuerCode, today: string): string | null {
  if (![division, ...levels.map(({ source }) => source)].every((source) => isFromThere({ source }, from)))
    return "region_foreign";
  const entries = levels.map((level) => ({ division, ...level }));
  for (const entry of entries.length === 0 ? [{ division, level: "low", from: today, until: null } as const] : entries) {
    const checked = checkArea(entry, today);
    if (!checked.ok) return checked.refusal.code;
  }
  let together: readonly AreaEntry[] = [];
  for (const level of levels) {
    const entered = enterArea(together, { division, ...level });
    if (!entered.ok) return entered.refusal.code;
    together = entered.value ?? together;
  }
  return together.length < levels.length ? "area_overlap" : null;
}

function levelIn(value: unknown): Omit<AreaEntry, "division"> | null {
  if (typeof value !== "object" || value === null) return null;
  const { level, from, until, ...list } = value as Readonly<Record<string, unknown>>;
  const [kind, name] = [AREA_LEVELS.find((one) => one === level), listIn(list)];
  if (kind === undefined || name === null || typeof from !== "string") return null;
  return until === null || typeof until === "string" ? { level: kind, from, until, ...name } : null;
}
