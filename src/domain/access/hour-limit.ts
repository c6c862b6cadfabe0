/** Limits per hour or day: of declarations, check-ins and credentials, checked by the times of the stored rows, and of acts, which the Accounts object counts. Pure. */
import { type Result, accept } from "../result.ts";
import { tooMany, type TooManyRequests } from "./one-time-password.ts";
import { DAY_MS, HOUR_MS } from "../instant.ts";

/** A person declares after a change of health or place; more than this per person comes from a machine that fills the disk. */
export const MAX_DECLARATIONS_PER_HOUR = 60;
/** Per person. Rules demand at most one check-in a day, or none; a few more are corrections. */
export const MAX_CHECK_INS_PER_HOUR = 12;
/**
 * Per person. Each credential uses one of the 2^24 indexes of its community's list of the day, and a full list has no code for anybody. A phone fetches four twice a
 * day and after each declaration or change of colour: a family with several phones stays below fifty requests. Anybody can invent a person whose identity
 * nobody has checked: for such a person it is fifteen, three phones with three declarations. So a stranger needs 9,000 logins for a community's day.
 */
export const MAX_CREDENTIALS_PER_DAY = { checked: 200, unchecked: 60 } as const;
/** Per login, including removed persons and refused tries: an account manages ten, but with new persons again and again the limits per person would have no effect. */
export const MAX_PEOPLE_TRIED_PER_DAY = 30;

/**
 * Whether a person may store one more row under a limit of N per hour. Refuses while the N-th newest row is less than an hour old.
 * @param oldestAt the time of the N-th newest row, ms; null if there are fewer rows
 */
export function oneMoreInHour(now: number, oldestAt: number | null): Result<null, TooManyRequests> {
  return oneMoreWithin(HOUR_MS, now, oldestAt);
}

/** The same under a limit of N per day. */
export function oneMoreInDay(now: number, oldestAt: number | null): Result<null, TooManyRequests> {
  return oneMoreWithin(DAY_MS, now, oldestAt);
}

function oneMoreWithin(windowMs: number, now: number, oldestAt: number | null): Result<null, TooManyRequests> {
  const waitMs = oldestAt === null ? 0 : oldestAt + windowMs - now;
  // A time in the future comes from a wrong clock; it must not lock a person out.
  if (waitMs <= 0 || waitMs > windowMs) return accept(null);
  return tooMany(waitMs);
}

/**
 * The most acts per login and hour. `find_by_phone`: a search by phone shows whether a number is registered, so nobody may try many numbers; to add
 * a collector takes two searches, so thirty new collectors fit into an hour. `unfit_candidate`: candidates for administrator who are refused because of
 * their phone or name. `ask_to_declare`: requests of a collector to a person to declare again. `ask_for_proof`: questions to the identity authority that a
 * resident repeats. `wrong_identity`: names that the authority does not find on the document.
 * `open_case`: cases, each of which shows who manages a person.
 */
export const ACTS_PER_HOUR = {
  find_by_phone: 60,
  unfit_candidate: 60,
  ask_to_declare: 120,
  ask_for_proof: 6,
  wrong_identity: 6,
  open_case: 60,
} as const;
export type LimitedAct = keyof typeof ACTS_PER_HOUR;
