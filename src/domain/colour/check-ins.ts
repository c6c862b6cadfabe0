/** Daily check-ins as counts: how long ago the last one was, and when a run of good days was last complete. Pure. */
import { isFever, type Symptom } from "../declaration/declaration.ts";
import { dayAt } from "../china-time.ts";

/** A count of days since something that never was: longer ago than any rule looks back. */
export const NEVER = 99_999;

/** What a person said of their health at one moment, ms since 1970. */
export interface Said {
  readonly at: number;
  readonly temperatureCelsius: number;
  readonly symptoms: readonly Symptom[];
}

export interface CheckIns {
  /** Days since the last one. */
  readonly days: number;
  /** Days since 7 good days in a row were last complete. A day is good when all said on it was without fever and symptoms. */
  readonly weekDays: number;
  /** The same for 14. */
  readonly fortnightDays: number;
}

const NONE: CheckIns = { days: NEVER, weekDays: NEVER, fortnightDays: NEVER };

/** Counts what was said up to a numbered day, in any order. */
export function checkInsOf(said: readonly Said[], today: number): CheckIns {
  if (said.length === 0) return NONE;
  const good = new Map<number, boolean>();
  for (const { at, temperatureCelsius, symptoms } of said) {
    const day = Math.min(today, dayAt(at));
    good.set(day, (good.get(day) ?? true) && !isFever(temperatureCelsius) && symptoms.length === 0);
  }
  const days = [...good.keys()].toSorted((a, b) => a - b);
  let run = 0;
  let week = -NEVER;
  let fortnight = -NEVER;
  for (const day of days) {
    if (good.get(day) !== true) run = 0;
    else run = good.has(day - 1) ? run + 1 : 1;
    if (run >= 7) week = day;
    if (run >= 14) fortnight = day;
  }
  const since = (day: number): number => (day === -NEVER ? NEVER : today - day);
  return { days: today - (days.at(-1) ?? today), weekDays: since(week), fortnightDays: since(fortnight) };
}
