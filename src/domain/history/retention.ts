/** How long passes live, and when somebody has to look after them next. Pure. Source: architecture.md, Privacy and security. */

export const PASS_DAYS = 30;
const PASS_MS = PASS_DAYS * 86_400_000;
/** Passes of one hour leave together: an alarm for each of them would be a write for each of them. */
const HOUR_MS = 3_600_000;

/** What was up to this moment is over, ms. Nothing of it is shown any more, whether or not it has left already. */
export function overUntil(now: number): number {
  return now - PASS_MS;
}

/**
 * When the next thing is due, ms: the full hour after the oldest is over; null where there is nothing.
 * @param oldest when each kind's oldest one was, ms
 */
export function nextDue(oldest: readonly (number | null)[]): number | null {
  const moments = oldest.filter((at) => at !== null);
  if (moments.length === 0) return null;
  return Math.ceil((Math.min(...moments) + PASS_MS) / HOUR_MS) * HOUR_MS;
}
