/** How long a test file on the real clock must wait: it does not begin just before an hour or China's day ends, so that its tests stay within one hour and one day. */
const HOUR_MS = 3_600_000;
/** The hour of UTC at which the day in China begins. */
const DAY_TURNS_AT_UTC_HOUR = 16;
/** The longest duration of a test file, also on a loaded machine: it does not begin later than this before midnight in China. */
const BEFORE_DAY_MS = 120_000;
/** The longest time between two readings of the clock within one test: a file does not begin later than this before a full hour. */
const BEFORE_HOUR_MS = 20_000;

/** The wait in ms for a test file that would begin at `now`; 0 when neither the hour nor the day ends soon. */
export function waitAt(now: number): number {
  const turn = Math.floor(now / HOUR_MS + 1) * HOUR_MS;
  const isDay = new Date(turn).getUTCHours() === DAY_TURNS_AT_UTC_HOUR;
  return turn - now <= (isDay ? BEFORE_DAY_MS : BEFORE_HOUR_MS) ? turn - now + 1 : 0;
}
