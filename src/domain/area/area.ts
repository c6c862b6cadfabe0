/**
 * Risk levels of counties for periods of days: which entries are allowed, and which level holds on a day. Pure; the table of divisions says whether a
 * county exists.
 */
import { addDays, isCalendarDate, dateOf } from "../china-time.ts";
import { EPIDEMIC_BEGAN, type Risk } from "../fact/fact.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";

export const AREA_LEVELS = ["low", "medium", "high"] as const satisfies readonly Risk[];
export type AreaLevel = (typeof AREA_LEVELS)[number];

/** A period in which a county has a level. */
export interface AreaPeriod {
  /** The county's code, 6 digits. */
  readonly division: string;
  readonly level: AreaLevel;
  /** The first day of the period, `YYYY-MM-DD` in China. */
  readonly from: string;
  /** The first day after the period; null: until the next level of this county begins. */
  readonly until: string | null;
}

/** A period with the division whose list it comes from (`source`) and its name in that list (`reference`). Within one county the two together identify it: a new version may change its days and its level. */
export interface AreaEntry extends AreaPeriod {
  readonly source: string;
  readonly reference: string;
}

export interface AreaRefusal {
  readonly code: "area_not_a_county" | "fact_not_a_date" | "area_date_range" | "fact_dates_reversed" | "fact_too_long";
  readonly field: "/division" | "/from" | "/until";
}

export type EnterAreaRefusal = { readonly code: "area_overlap" } | { readonly code: "too_many_areas" };

/** How far ahead a period may begin: levels are announced days ahead, not months. */
const MAX_DAYS_AHEAD = 31;
const MAX_DAYS = 366;
/** Per county: enough for a new level every week for years. */
const MAX_ENTRIES = 200;
/** The days for which a place counts for a person who has left it, and for which a level stays published after its end. */
export const LOOK_BACK_DAYS = 14;

/** Checks one entry without the others: its county's code and its days. @param day today's date in China */
export function checkArea<E extends AreaPeriod>(entry: E, day: string): Result<E, AreaRefusal> {
  const { division, from, until } = entry;
  if (!/^\d{6}$/.test(division)) return refuse({ code: "area_not_a_county", field: "/division" });
  if (!isCalendarDate(from)) return refuse({ code: "fact_not_a_date", field: "/from" });
  if (from < EPIDEMIC_BEGAN || from > addDays(day, MAX_DAYS_AHEAD)) return refuse({ code: "area_date_range", field: "/from" });
  if (until === null) return accept(entry);
  if (!isCalendarDate(until)) return refuse({ code: "fact_not_a_date", field: "/until" });
  if (until <= from) return refuse({ code: "fact_dates_reversed", field: "/until" });
  return until > addDays(from, MAX_DAYS) ? refuse({ code: "fact_too_long", field: "/until" }) : accept(entry);
}

/** The entries of one county with a new entry, or with a changed one (same source and reference); null if nothing changes. Refuses two levels on one day. */
export function enterArea(
  present: readonly AreaEntry[],
  entry: AreaEntry,
): Result<readonly AreaEntry[] | null, EnterAreaRefusal> {
  const same = present.find(({ source, reference }) => source === entry.source && reference === entry.reference);
  if (same !== undefined && isSame(same, entry)) return accept(null);
  const entries = [...present.filter((other) => other !== same), entry].toSorted(byBeginning);
  const overlaps = entries.some(({ from, until }, index) => {
    const next = entries[index + 1];
    return next !== undefined && (next.from === from || (until !== null && until > next.from));
  });
  if (overlaps) return refuse({ code: "area_overlap" });
  return entries.length > MAX_ENTRIES ? refuse({ code: "too_many_areas" }) : accept(entries);
}

/** The entries of one county in the order of their days. An entry without an end gets the beginning of the next one as its end. */
export function periodsOf<E extends AreaPeriod>(entries: readonly E[]): readonly E[] {
  const sorted = entries.toSorted(byBeginning);
  return sorted.map((entry, index) => ({ ...entry, until: entry.until ?? sorted[index + 1]?.from ?? null }));
}

/** Whether a period is still published on a day: it is present or future, or ended within the last 14 days. */
export function stillCounts({ until }: AreaPeriod, day: string): boolean {
  return until === null || until > addDays(day, -LOOK_BACK_DAYS);
}

/** All risks that a person's places may have today, for a gate that does not know the places: `unknown`, and each level that a county has today. */
export function risksAmong(areas: readonly AreaPeriod[], now: number): readonly Risk[] {
  const day = dateOf(now);
  return ["unknown", ...new Set(areas.filter((area) => holdsOn(area, day)).map(({ level }) => level))];
}

export function holdsOn({ from, until }: AreaPeriod, day: string): boolean {
  return from <= day && (until === null || day < until);
}

/** The level of a county on the first day, from today on, on which a change of its entries makes a difference: without the change and with it. Null: no level. */
export interface LevelTurn {
  readonly division: string;
  readonly before: AreaLevel | null;
  readonly after: AreaLevel | null;
}

/** What a change of one county's entries turns; null if its level is the same on every day from today on. @param day today's date in China */
export function levelTurn(before: readonly AreaEntry[], after: readonly AreaEntry[], day: string): LevelTurn | null {
  const [old, next] = [periodsOf(before), periodsOf(after)];
  const moments = [...old, ...next].flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  for (const each of [day, ...moments.filter((moment) => moment > day).toSorted()]) {
    const [one, other] = [levelOn(old, each), levelOn(next, each)];
    if (one !== other) return { division: after[0]?.division ?? before[0]?.division ?? "", before: one, after: other };
  }
  return null;
}

function levelOn(periods: readonly AreaPeriod[], day: string): AreaLevel | null {
  return periods.find((period) => holdsOn(period, day))?.level ?? null;
}

function isSame(a: AreaEntry, b: AreaEntry): boolean {
  return a.level === b.level && a.from === b.from && a.until === b.until;
}

function byBeginning(a: AreaPeriod, b: AreaPeriod): number {
  return a.from < b.from ? -1 : a.from > b.from ? 1 : 0;
}

export const LEVEL_WORDS: Readonly<Record<AreaLevel, Sentence>> = {
  low: { zh: "低风险", en: "Low" },
  medium: { zh: "中风险", en: "Medium" },
  high: { zh: "高风险", en: "High" },
};

type AreaCode = Extract<AreaRefusal["code"], `area_${string}`> | EnterAreaRefusal["code"] | "area_level_unknown" | "area_heading";

export const AREA_SENTENCES: Readonly<Record<AreaCode, Sentence>> = {
  area_not_a_county: { zh: "请用县级区划的 6 位代码。", en: "Use the 6 digits of a county." },
  area_date_range: {
    zh: "开始日期应在 2019 年 12 月 1 日以后，最多提前 31 天。",
    en: "The first day must be 1 December 2019 or later, and at most 31 days ahead.",
  },
  area_overlap: {
    zh: "与这个县区已有的风险等级日期重叠，请核对起止日期。",
    en: "This county already has a level on some of these days: check the days.",
  },
  too_many_areas: { zh: "这个县区的记录已达上限。", en: "The limit of entries for this county is reached." },
  area_level_unknown: { zh: "风险等级应为低、中或高。", en: "A level must be low, medium or high." },
  area_heading: {
    zh: "表头不对：每栏一次，至少有区划代码、风险等级、开始日期、来源地区、编号。",
    en: "The heading is wrong: it must have each column once, and at least division, level, from, source and reference.",
  },
};
