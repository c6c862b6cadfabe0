/** Counts of daily check-ins: the days since the last one, the days since a complete run of good days, and the due time of the next one. Pure. */
import { dayNumberAt, startOfDay } from "../china-time.ts";
import { isFever, type Symptom } from "../declaration/declaration.ts";
import type { RuleSet } from "../rules/rule-set.ts";

/** The number of days since an event that never happened: larger than any number of days in a rule. */
export const NEVER = 99_999;

/** A person's report of their health at one moment, ms since 1970. */
export interface HealthReport {
  readonly at: number;
  readonly temperatureCelsius: number;
  readonly symptoms: readonly Symptom[];
}

export interface CheckIns {
  /** Days since the last report: a check-in or a declaration. */
  readonly days: number;
  /** Days since the last complete run of 7 good days. A day is good if all its reports are without fever and symptoms. */
  readonly weekDays: number;
  /** Days since the last complete run of 14 good days. */
  readonly fortnightDays: number;
}

const NONE: CheckIns = { days: NEVER, weekDays: NEVER, fortnightDays: NEVER };

/** The counts of a person's reports. @param reports in any order @param today the day in China, in days since 1970; a report of a later day counts as today's */
export function checkInsOf(reports: readonly HealthReport[], today: number): CheckIns {
  if (reports.length === 0) return NONE;
  const good = new Map<number, boolean>();
  for (const { at, temperatureCelsius, symptoms } of reports) {
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
/** Variables that count runs of good days: a day without a report ends a run. */
const RUNS = ["checkIn.weekDays", "checkIn.fortnightDays"];
/** A run of good days needs a report each day: the next one is late from the beginning of the second day after the last one. */
const NEXT_DAY_OVER_DAYS = 2;

/** A rule set with the variables that its compiled conditions read, row by row. */
interface CountingRules {
  readonly ruleSet: RuleSet;
  readonly conditions: readonly { readonly variables: ReadonlySet<string> }[];
}

/**
 * The moment from which a person's next check-in is late, ms since 1970. If a colour of the rule set lasts a number of days from the last check-in: after
 * these days. If the deciding row counts days in a row: at the end of the next day. The earlier moment counts. Null if neither is so.
 * @param row the name of the row that decided the person's colour
 * @param lastAt the time of the person's last check-in or declaration, ms
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
