/** How long it stays known who looked. Pure. Source: architecture.md, Privacy and security. */

const LOOK_DAYS = 180;
const LOOK_MS = LOOK_DAYS * 86_400_000;
/** Looks of one hour leave together. */
const HOUR_MS = 3_600_000;

/** Looks up to this moment are over, ms: nobody is shown them. */
export function lookOverUntil(now: number): number {
  return now - LOOK_MS;
}

/** When looks of a moment leave, ms: the full hour after they are over. */
export function lookDue(at: number): number {
  return Math.ceil((at + LOOK_MS) / HOUR_MS) * HOUR_MS;
}

export const PASS_DAYS = 30;
const PASS_MS = PASS_DAYS * 86_400_000;
/** Passes of one hour leave together: an alarm for each of them would be a write for each of them. */

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

export const DAY_MS = 86_400_000;
export const TRACK_DAYS = 30;

/** The day of a passage, counted from 1970 in UTC: passages of one day leave together, and lie together for it. */
export function trackDay(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** Passages up to this moment are over and shown to nobody, ms; they leave when the last of their day is. */
export function trackOverUntil(now: number): number {
  return now - TRACK_DAYS * DAY_MS;
}

/** The days of which something may still be shown, the newest first. */
export function shownTrackDays(now: number): readonly number[] {
  const newest = trackDay(now);
  return Array.from({ length: newest - trackDay(trackOverUntil(now)) + 1 }, (_, index) => newest - index);
}

/** When the last passage of a day is over, ms. */
export function trackDayOver(day: number): number {
  return (day + 1 + TRACK_DAYS) * DAY_MS;
}

const KEPT_DAYS = 180;
const KEPT_MS = KEPT_DAYS * 86_400_000;
/** What was answered in one hour leaves together. */

/** Appeals that were answered up to this moment are over, ms. One that waits never is. */
export function appealOverUntil(now: number): number {
  return now - KEPT_MS;
}

/** When an appeal that was answered at a moment leaves, ms: the full hour after it is over. */
export function appealDue(answeredAt: number): number {
  return Math.ceil((answeredAt + KEPT_MS) / HOUR_MS) * HOUR_MS;
}
