/** How long a delivery that failed waits before the next attempt. Pure. Source: architecture.md, Deliveries between objects. */

const FIRST_MS = 1000;
const MAX_MS = 600_000;

/**
 * Milliseconds to wait after so many failed attempts: doubling, ten minutes at most, the upper half by chance, so that many senders
 * that failed together do not come back together.
 * @param attempts how many have failed, at least 1
 * @param random in [0, 1)
 */
export function backOffMs(attempts: number, random: number): number {
  const length = Math.min(FIRST_MS * 2 ** (attempts - 1), MAX_MS);
  return Math.round(length / 2 + (length / 2) * random);
}
