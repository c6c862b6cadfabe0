/** How long a person's track lives, and in which pieces it leaves. Pure. Source: architecture.md, Privacy and security. */

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
