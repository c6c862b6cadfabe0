/** Limits per hour, checked by the times of the stored things: no separate counter exists. Pure. */
import { type Result, accept } from "../result.ts";
import { tooMany, type TooManyRequests } from "./one-time-password.ts";
import { HOUR_MS } from "../instant.ts";

/** A person declares after a change; more declarations come from a machine that fills the disk. */
export const MAX_DECLARATIONS_PER_HOUR = 60;
/** One per day is due; a few more are corrections. */
export const MAX_CHECK_INS_PER_HOUR = 12;
/** Each credential uses one of the 2^24 indexes of its community's status list. Several phones with several keys each stay far below this limit. */
export const MAX_CREDENTIALS_PER_HOUR = 600;

/**
 * Refuses one more while the oldest of the newest `limit` things is less than an hour old.
 * @param oldestAt ms of the `limit`-th newest thing; null if there are fewer
 */
export function oneMoreInHour(now: number, oldestAt: number | null): Result<null, TooManyRequests> {
  const waitMs = oldestAt === null ? 0 : oldestAt + HOUR_MS - now;
  // A time in the future comes from a wrong clock; it must not lock a person out.
  if (waitMs <= 0 || waitMs > HOUR_MS) return accept(null);
  return tooMany(waitMs);
}

/**
 * The most acts per login and hour. `find_by_phone`: a search by phone shows whether a number is registered, so nobody may try many numbers; to add
 * a person by phone is a second search, and the thirty new collectors of a street still fit. `unfit_candidate`: counts refused candidates only.
 * `ask_to_declare`: a request to declare again rings on a person's phone; no gate sends more than one per half minute.
 */
export const ACTS_PER_HOUR = { find_by_phone: 60, unfit_candidate: 60, ask_to_declare: 120 } as const;
export type LimitedAct = keyof typeof ACTS_PER_HOUR;
