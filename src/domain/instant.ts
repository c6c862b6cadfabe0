/** Lengths of time in ms, and the text of an instant: inside the program an instant is milliseconds since 1970 UTC, in requests and answers an RFC 3339 text. Pure. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** An instant as text for requests and answers: `2020-02-29T12:00:00.000Z`. Null stays null. */
export function instantOf(ms: number): string;
export function instantOf(ms: number | null): string | null;
export function instantOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
