/** How a correction of the phone's clock lives on when that clock may be changed: within a page by a steady clock, after a new start by the last reading. Pure: the clocks are arguments. */

/** The two clocks of a page at one moment, ms. */
export interface Reading {
  /** `Date.now()`: people and networks change it. */
  readonly wallMs: number;
  /** `performance.now()`: nobody changes it, but it may stop while the phone sleeps. */
  readonly steadyMs: number;
}

export interface Course {
  /** True time minus the phone's time. */
  readonly offsetMs: number;
  readonly at: Reading;
}

/** The correction at the last reading of an earlier page. */
interface Stored {
  readonly offsetMs: number;
  readonly wallMs: number;
}

/** A smaller difference between the two clocks is noise. */
const NOISE_MS = 2_000;
/** Above this difference the phone shows a warning. A gate accepts a live code for 45 s. */
export const WRONG_CLOCK_MS = 30_000;

/**
 * The course at a later reading. A clock that jumps takes the correction along, so that the corrected time goes on as before.
 * @param mayHaveSlept the page was hidden in between: a jump ahead may be the phone's sleep. It then counts as a change of the clock only where it puts the clock right.
 */
export function follow(course: Course, now: Reading, mayHaveSlept: boolean): Course & { readonly hasJumped: boolean } {
  const jumpMs = now.wallMs - course.at.wallMs - (now.steadyMs - course.at.steadyMs);
  if (Math.abs(jumpMs) <= NOISE_MS) return { offsetMs: course.offsetMs, at: now, hasJumped: false };
  const moved = course.offsetMs - jumpMs;
  const putsRight = Math.abs(course.offsetMs) > WRONG_CLOCK_MS && Math.abs(moved) <= WRONG_CLOCK_MS;
  const isSleep = jumpMs > 0 && mayHaveSlept && !putsRight;
  return { offsetMs: isSleep ? course.offsetMs : moved, at: now, hasJumped: true };
}

interface Resumed {
  readonly offsetMs: number;
  /** Another correction that is as likely; null where there is none. Only a person can tell. */
  readonly otherMs: number | null;
  /** A moment that has certainly passed, ms of the true time. */
  readonly pastMs: number;
}

/**
 * The correction at the start of a page, before any answer of a server. A large correction is used only while the phone's clock has moved by less than it
 * since the last reading: a clock that was put right in between has moved by more, or back.
 */
export function resume(stored: Stored | null, wallMs: number): Resumed {
  if (stored === null) return { offsetMs: 0, otherMs: null, pastMs: 0 };
  const { offsetMs } = stored;
  const pastMs = stored.wallMs + offsetMs;
  const movedMs = wallMs - stored.wallMs;
  if (movedMs < -NOISE_MS) return { offsetMs: 0, otherMs: null, pastMs };
  if (Math.abs(offsetMs) <= WRONG_CLOCK_MS || movedMs < Math.abs(offsetMs)) return { offsetMs, otherMs: null, pastMs };
  return { offsetMs: 0, otherMs: offsetMs, pastMs };
}

/** Null for a text of an earlier version, or none: it does not say when the correction was learned. */
export function readStored(text: string | null): Stored | null {
  const [offsetMs = Number.NaN, wallMs = Number.NaN] = (text ?? "")
    .split(" ")
    .map((part) => (part === "" ? Number.NaN : Number(part)));
  return Number.isFinite(offsetMs) && Number.isFinite(wallMs) ? { offsetMs, wallMs } : null;
}

export function storedText({ offsetMs, wallMs }: Stored): string {
  return `${Math.round(offsetMs)} ${Math.round(wallMs)}`;
}
