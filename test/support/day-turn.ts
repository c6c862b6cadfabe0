/** Set-up of every test file that reads the real clock: it does not begin just before the day or the hour turns in China, so that no test counts in two days. */
const HOUR_MS = 3_600_000;
/** China is eight whole hours ahead, and its day turns with one of the hours. */
const DAY_TURNS_AT_UTC_HOUR = 16;
/** The time that a test file may take, on a loaded machine as well. */
const BEFORE_DAY_MS = 120_000;
/** The time between two looks at the clock within one test. */
const BEFORE_HOUR_MS = 20_000;

/** Milliseconds to wait at a moment in ms; 0 where nothing turns soon. */
export function waitAt(now: number): number {
  const turn = Math.floor(now / HOUR_MS + 1) * HOUR_MS;
  const isDay = new Date(turn).getUTCHours() === DAY_TURNS_AT_UTC_HOUR;
  return turn - now <= (isDay ? BEFORE_DAY_MS : BEFORE_HOUR_MS) ? turn - now + 1 : 0;
}
