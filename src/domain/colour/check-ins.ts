/** Daily check-ins as counts: how long ago the last one was, and when a run of good days was last complete. Pure. */
import { dayNumberAt, startOfDay } from "../china-time.ts";
import { isFever, type Symptom } from "../declaration/declaration.ts";
import type { RuleSet } from "../rules/rule-set.ts";

/** A count of days since something that never was: longer ago than any rule looks back. */
export const NEVER = 99_999;

/** What a person said of their health at one moment, ms since 1970. */
export interface HealthReport {
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
export function checkInsOf(said: readonly HealthReport[], today: number): CheckIns {
  if (said.length === 0) return NONE;
  const good = new Map<number, boolean>();
  for (const { at, temperatureCelsius, symptoms } of said) {
    const day = Math.min(today, dayNumberAt(at));
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

const SINCE_LAST = "checkIn.days";
/** Runs of good days: one day without a check-in ends them. */
const RUNS = ["checkIn.weekDays", "checkIn.fortnightDays"];
/** The day after the last one may be used to its end. */
const NEXT_DAY_OVER_DAYS = 2;

/** A rule set with the variables that its compiled conditions read, row by row. */
interface CountingRules {
  readonly ruleSet: RuleSet;
  readonly conditions: readonly { readonly variables: ReadonlySet<string> }[];
}

/**
 * The moment from which a person's next check-in is late, ms since 1970. Where a colour of the rule set lasts some days from the last check-in: after
 * those days. Where the deciding row counts days in a row: at the end of the following day. Null where the rule set asks for no check-in.
 * @param row the name of the row that decided
 * @param lastAt of the last check-in or declaration, ms
 */
export function checkInDue(
  { ruleSet: { rows, otherwise }, conditions }: CountingRules,
  row: string,
  lastAt: number,
): number | null {
  const lasting = [...rows, otherwise].flatMap(({ lasts }) =>
    lasts !== null && "from" in lasts && lasts.from === SINCE_LAST ? lasts.days : [],
  );
  const variables = conditions[rows.findIndex(({ name }) => name === row)]?.variables;
  const inARow = RUNS.some((run) => variables?.has(run));
  const days = Math.min(...lasting, inARow ? NEXT_DAY_OVER_DAYS : Infinity);
  return days === Infinity ? null : startOfDay(dayNumberAt(lastAt) + days);
}
