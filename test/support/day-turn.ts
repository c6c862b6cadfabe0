/** The wait before a test file on the real clock: no test begins just before the day or the hour turns in China, so that it counts in one day and one hour. */
const HOUR_MS = 3_600_000;
/** China is eight whole hours ahead of UTC, so that its day turns with an hour. */
const DAY_TURNS_AT_UTC_HOUR = 16;
/** The longest duration of a test file, also on a loaded machine. */
const BEFORE_DAY_MS = 120_000;
/** The longest time between two readings of the clock within one test. */
const BEFORE_HOUR_MS = 20_000;

/** The wait in ms at a moment in ms; 0 when no turn is near. */
export function waitAt(now: number): number {
  const turn = Math.floor(now / HOUR_MS + 1) * HOUR_MS;
  const isDay = new Date(turn).getUTCHours() === DAY_TURNS_AT_UTC_HOUR;
  return turn - now <= (isDay ? BEFORE_DAY_MS : BEFORE_HOUR_MS) ? turn - now + 1 : 0;
}
