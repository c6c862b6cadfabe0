/**
 * The time of issue and the end that a new credential names: the same for all credentials that an issuer makes in one hour for one place, so that
 * neither tells two phones apart. Pure. Source: decision 47.
 */
import { HOUR_MS, MINUTE_MS } from "../instant.ts";

export interface Validity {
  /** The time of issue that the credential names, ms. Not later than the real one, and usually the full hour before it. */
  readonly issuedAt: number;
  /** From the named time of issue to the end. */
  readonly lifetimeMinutes: number;
  /** The moment from which the credential is refused, ms; usually a full hour. */
  readonly expiresAt: number;
}

/**
 * The validity of a credential that is made at `now`.
 * @param lifetimeMinutes the issuer's setting, full hours; they are counted from the begin of the present hour
 * @param notBefore the credential must not be older than this, ms, whole seconds: the last turn at its place (a change of displayed colours), the begin of
 *   the signing key. The named time is the next whole minute after it, or this time itself until that minute begins
 */
export function validityAt(now: number, lifetimeMinutes: number, notBefore: number): Validity {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const minute = Math.ceil(notBefore / MINUTE_MS) * MINUTE_MS;
  const issuedAt = Math.max(hour, minute <= now ? minute : notBefore);
  const minutes = Math.floor((hour + lifetimeMinutes * MINUTE_MS - issuedAt) / MINUTE_MS);
  return { issuedAt, lifetimeMinutes: minutes, expiresAt: issuedAt + minutes * MINUTE_MS };
}

/** The part of a validity before `until`, ms, for a code that is made from another one; null if that is less than a minute. */
export function validityUntil({ issuedAt, expiresAt }: Validity, until: number): Validity | null {
  const lifetimeMinutes = Math.floor((Math.min(expiresAt, until) - issuedAt) / MINUTE_MS);
  return lifetimeMinutes < 1 ? null : { issuedAt, lifetimeMinutes, expiresAt: issuedAt + lifetimeMinutes * MINUTE_MS };
}

/** The time of a declaration that a credential names: its full hour, ms. Never later than the credential's own time of issue. */
export function namedDeclaration(declaredAt: number, issuedAt: number): number {
  return Math.min(Math.floor(declaredAt / HOUR_MS) * HOUR_MS, issuedAt);
}

/** The longest lifetime that a claim record can hold, in full hours. */
const MAX_LIFETIME_HOURS = Math.floor(65_535 / 60);
/** With less, a credential that is made at the end of an hour would end almost at once. */
const MIN_LIFETIME_HOURS = 2;

/** The lifetime that is used for an issuer's setting: rounded up to full hours, at least two. */
export function wholeHours(lifetimeMinutes: number): number {
  return Math.min(Math.max(Math.ceil(lifetimeMinutes / 60), MIN_LIFETIME_HOURS), MAX_LIFETIME_HOURS) * 60;
}
