/** The waiting time of a failed delivery before the next attempt. Pure. Source: architecture.md, Deliveries between objects. */

const FIRST_MS = 1000;
const MAX_MS = 600_000;

/**
 * Milliseconds to wait after `attempts` failures: doubled per failure, at most ten minutes, and the upper half random, so that many senders
 * that failed together do not repeat together.
 * @param attempts the number of failures, at least 1
 * @param random in [0, 1)
 */
export function backOffMs(attempts: number, random: number): number {
  const length = Math.min(FIRST_MS * 2 ** (attempts - 1), MAX_MS);
  return Math.round(length / 2 + (length / 2) * random);
}
