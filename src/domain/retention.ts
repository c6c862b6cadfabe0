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
