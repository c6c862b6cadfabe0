/** How long an answered appeal and its files are kept. Pure. Source: architecture.md, Privacy and security: as long as it is known who looked. */

const KEPT_DAYS = 180;
const KEPT_MS = KEPT_DAYS * 86_400_000;
/** What was answered in one hour leaves together. */
const HOUR_MS = 3_600_000;

/** Appeals that were answered up to this moment are over, ms. One that waits never is. */
export function appealOverUntil(now: number): number {
  return now - KEPT_MS;
}

/** When an appeal that was answered at a moment leaves, ms: the full hour after it is over. */
export function appealDue(answeredAt: number): number {
  return Math.ceil((answeredAt + KEPT_MS) / HOUR_MS) * HOUR_MS;
}
