/** A length of time in the largest unit that a person would use: seconds, minutes, hours, days, years. Pure. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./instant.ts";
import type { Sentence } from "./sentence.ts";

const YEAR_MS = 365 * DAY_MS;

interface Unit {
  readonly ms: number;
  readonly zh: string;
  readonly one: string;
  readonly many: string;
  /** From this length on the unit is used: 90 minutes stay minutes, 47 hours stay hours. */
  readonly fromMs: number;
}

const UNITS: readonly Unit[] = [
  { ms: YEAR_MS, zh: "年", one: "year", many: "years", fromMs: 2 * YEAR_MS },
  { ms: DAY_MS, zh: "天", one: "day", many: "days", fromMs: 2 * DAY_MS },
  { ms: HOUR_MS, zh: "小时", one: "hour", many: "hours", fromMs: 2 * HOUR_MS },
  { ms: MINUTE_MS, zh: "分钟", one: "minute", many: "minutes", fromMs: 2 * MINUTE_MS },
  { ms: 1000, zh: "秒", one: "second", many: "seconds", fromMs: 0 },
];

/** The whole number of units, rounded. The sign does not count. */
export function spanOf(lengthMs: number): Sentence {
  const length = Math.abs(lengthMs);
  const unit = UNITS.find(({ fromMs }) => length >= fromMs);
  if (unit === undefined) return { zh: "", en: "" };
  const count = Math.round(length / unit.ms);
  return { zh: `${count} ${unit.zh}`, en: `${count} ${count === 1 ? unit.one : unit.many}` };
}
