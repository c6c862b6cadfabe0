/** The waiting time before the next attempt after a failed delivery or a failed duty. Pure. */

const FIRST_MS = 1000;
const MAX_MS = 600_000;

/**
 * Milliseconds to wait: at random between half of a length and the whole length, which doubles per failure up to ten minutes. Because of that, senders
 * that failed together do not try again together.
 * @param attempts the number of failures in a row, at least 1
 * @param random in [0, 1)
 */
export function backOffMs(attempts: number, random: number): number {
  const length = Math.min(FIRST_MS * 2 ** (attempts - 1), MAX_MS);
  return Math.round(length / 2 + (length / 2) * random);
}
