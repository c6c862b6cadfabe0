/** How much of one thing an hour takes, told from the things themselves: nothing is counted beside them. Pure. */
import { type Result, accept } from "../result.ts";
import { tooMany, type TooManyRequests } from "./one-time-password.ts";
import { HOUR_MS } from "../instant.ts";

/** A person declares when something changed; more is a machine that fills a disk. */
export const MAX_DECLARATIONS_PER_HOUR = 60;
/** One a day is asked for; more is somebody who corrects themselves. */
export const MAX_CHECK_INS_PER_HOUR = 12;
/** Each takes an index of its community's status list, which holds 2^24. Several phones, each with several keys, stay far below. */
export const MAX_CREDENTIALS_PER_HOUR = 600;

/**
 * Refuses one more while the oldest of the last `limit` things is less than an hour old.
 * @param oldestAt ms of the `limit`-th newest thing; null where there are fewer
 */
export function oneMoreInHour(now: number, oldestAt: number | null): Result<null, TooManyRequests> {
  const waitMs = oldestAt === null ? 0 : oldestAt + HOUR_MS - now;
  // A time in the future comes from a clock that was wrong: it may not lock anybody out.
  if (waitMs <= 0 || waitMs > HOUR_MS) return accept(null);
  return tooMany(waitMs);
}

/**
 * Acts of one login that an hour takes so many of. Finding somebody by phone tells whether a number is known here, so nobody may go through
 * numbers; adding by phone is a second finding, and a street's thirty new collectors still fit. Of candidates only those who were refused are
 * counted. Asking to declare again rings on somebody's phone: more than one in half a minute is no gate.
 */
export const ACTS_PER_HOUR = { find_by_phone: 60, unfit_candidate: 60, ask_to_declare: 120 } as const;
export type LimitedAct = keyof typeof ACTS_PER_HOUR;
