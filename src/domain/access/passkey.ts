/** Decides when an act needs a fresh passkey, and when an account may make one. Pure. Source: decision 58. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../instant.ts";
import { type ActingOfficer, isConcerned, type Officer, type SecondRefusal, secondOf } from "../officer/officer.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { PersonKey } from "./keys.ts";

/** An act needs a passkey that was shown at most this long ago. */
export const FRESH_MS = 5 * MINUTE_MS;
/** The time from a challenge to the answer. */
export const PASSKEY_CHALLENGE_MS = 5 * MINUTE_MS;
/** An administrator may act without a passkey for this time after the first appointment. */
export const PASSKEY_GRACE_MS = 7 * DAY_MS;
/** A permission to make a new passkey in place of lost ones ends after this time. */
export const PERMIT_MS = DAY_MS;
/** The request for such a permission waits for the second administrator for this time. */
export const LOSS_LIFE_MS = 24 * HOUR_MS;
/** The algorithms of passkeys, by their numbers in COSE (RFC 9053): ES256, and RS256 for Windows Hello. */
export const PASSKEY_ALGORITHMS = [-7, -257] as const;
export const MAX_PASSKEYS = 10;
export const MAX_PASSKEY_NAME = 40;

/** The passkeys of an account, as far as they decide. */
export interface PasskeyState {
  readonly count: number;
  /** The time of the earliest present appointment, ms; null for an account without an office of an administrator. */
  readonly officeSince: number | null;
  /** Until then two administrators let the account make a new passkey, ms; null: they do not. */
  readonly permitUntil: number | null;
}

export type StepUpRefusal = { readonly code: "passkey_needed" } | { readonly code: "passkey_missing" };
export type MakeRefusal =
  | StepUpRefusal
  | { readonly code: "passkey_without_office" }
  | { readonly code: "passkey_by_phone" }
  | { readonly code: "passkey_new_login" }
  | { readonly code: "too_many_passkeys" };

/** Whether a passkey was shown in this session so recently that an act needs no other one. @param shownAt ms; 0: not yet */
export function isFresh(shownAt: number, now: number): boolean {
  return shownAt > 0 && now - shownAt < FRESH_MS && shownAt <= now;
}

/** Whether the account may act now without showing a passkey: in the days after its appointment, as long as it has none. */
export function mayActWithout({ count, officeSince }: PasskeyState, now: number): Result<null, StepUpRefusal> {
  if (count > 0) return refuse({ code: "passkey_needed" });
  return officeSince === null || now < graceEnd(officeSince) ? accept(null) : refuse({ code: "passkey_missing" });
}

/** The end of the days in which an administrator needs no passkey, ms. */
export function graceEnd(officeSince: number): number {
  return officeSince + PASSKEY_GRACE_MS;
}

/**
 * Whether the session may make a passkey. The first one, and one in place of lost ones, needs a login by one-time password: a thief of the account at an
 * identity provider would otherwise make their own. It also needs a recent login: a session whose office has closed, or the session of the lost phone, would
 * otherwise open the office by itself.
 * @param provider the identity provider of the session; null for a one-time password
 * @param isRequired whether the deployment demands passkeys
 */
export function mayMake(
  { count, officeSince, permitUntil }: PasskeyState,
  session: { readonly provider: string | null; readonly shownAt: number; readonly begunAt: number; readonly officeUntil: number },
  isRequired: boolean,
  now: number,
): Result<{ readonly replacesAll: boolean }, MakeRefusal> {
  if (officeSince === null) return refuse({ code: "passkey_without_office" });
  if (permitUntil !== null && now < permitUntil) {
    if (session.provider !== null) return refuse({ code: "passkey_by_phone" });
    const isNew = session.begunAt >= permitUntil - PERMIT_MS;
    return isNew ? accept({ replacesAll: true }) : refuse({ code: "passkey_new_login" });
  }
  if (count >= MAX_PASSKEYS) return refuse({ code: "too_many_passkeys" });
  if (count > 0) return isFresh(session.shownAt, now) ? accept({ replacesAll: false }) : refuse({ code: "passkey_needed" });
  if (isRequired && now >= graceEnd(officeSince)) return refuse({ code: "passkey_missing" });
  if (session.provider !== null) return refuse({ code: "passkey_by_phone" });
  return now < session.officeUntil ? accept({ replacesAll: false }) : refuse({ code: "passkey_new_login" });
}

/** A lost passkey that a first administrator has reported. */
export interface LostPasskey {
  readonly by: Officer;
  /** ms */
  readonly at: number;
  readonly reason: string;
}

export type LossRefusal = SecondRefusal | { readonly code: "own_passkey" } | { readonly code: "loss_not_reported" };

/** Whether this administrator may report a lost passkey: it is not their own, nor that of a person who belongs to one of their accounts. */
export function mayReportLoss(officer: ActingOfficer, person: PersonKey | null): Result<null, { readonly code: "own_passkey" }> {
  return person !== null && isConcerned(officer, person) ? refuse({ code: "own_passkey" }) : accept(null);
}

/** Whether this second administrator may let the account make a new passkey. */
export function mayPermit(
  loss: LostPasskey | null,
  second: ActingOfficer,
  person: PersonKey | null,
  now: number,
): Result<null, LossRefusal> {
  if (loss === null || now >= loss.at + LOSS_LIFE_MS) return refuse({ code: "loss_not_reported" });
  const own = mayReportLoss(second, person);
  return own.ok ? secondOf("appointment", loss.by, second, now) : own;
}
