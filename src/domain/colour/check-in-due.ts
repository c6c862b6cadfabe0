/** Until when a rule set waits for the next check-in. Pure. Source: product.md §6. */
import { dayAt, startOfDay } from "../china-time.ts";
import type { RuleSet } from "./rule-set.ts";

const SINCE_LAST = "checkIn.days";
/** Runs of good days, as conditions name them: one day left out begins them anew. */
const RUNS: readonly string[] = ['"checkIn.weekDays"', '"checkIn.fortnightDays"'];
/** The day after the last one may be used to its end. */
const NEXT_DAY_OVER_DAYS = 2;

/**
 * When somebody's next check-in is late, ms since 1970: where a colour of the rule set lasts so many days from the last one, those; where the row
 * that decides ends by days in a row, the end of the day after it. Null where none is asked for.
 * @param row that decides of them
 * @param lastAt when they last said how they are, in a check-in or a declaration, ms
 */
export function checkInDue({ rows, otherwise }: RuleSet, row: string, lastAt: number): number | null {
  const lasting = [...rows, otherwise].flatMap(({ lasts }) =>
    lasts !== null && "from" in lasts && lasts.from === SINCE_LAST ? lasts.days : [],
  );
  const condition = JSON.stringify(rows.find(({ name }) => name === row)?.when ?? null);
  const inARow = RUNS.some((run) => condition.includes(run));
  const days = Math.min(...lasting, inARow ? NEXT_DAY_OVER_DAYS : Infinity);
  return days === Infinity ? null : startOfDay(dayAt(lastAt) + days);
}
