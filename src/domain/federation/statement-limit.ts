/** How often the nation takes a new statement of one member: each costs a signed state and a letter to every other member. Pure. docs/trust.md §7. */
import { HOUR_MS, MINUTE_MS } from "../instant.ts";

/** More than a member needs: it states each rotation of its keys, each leak, and once a week. */
const LIMITS = [
  { withinMs: MINUTE_MS, most: 6 },
  { withinMs: HOUR_MS, most: 60 },
] as const;

/** The longest time for which a taken statement counts, ms. */
export const STATEMENT_COUNTS_MS = HOUR_MS;

/**
 * How long the next statement must wait, ms; 0: it may be taken now.
 * @param taken the times of the statements that were taken before, ms, the newest first; those after `now` do not count: the clock was put back
 * @param longestMs no limit holds for a longer time than this
 */
export function statementWaitMs(taken: readonly number[], now: number, longestMs = STATEMENT_COUNTS_MS): number {
  const past = taken.filter((at) => at <= now);
  const waits = LIMITS.map(
    ({ withinMs, most }) => (past[most - 1] ?? Number.NEGATIVE_INFINITY) + Math.min(withinMs, longestMs) - now,
  );
  return Math.max(0, ...waits);
}
