/** The life of a session: its end without use, its longest life, and the time for which it opens the offices of its account. Pure. Source: decision 58. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../instant.ts";
import { RETENTION } from "../retention.ts";

/** The longest life of a session, and the life of its cookie. */
export const SESSION_LONGEST_MS = 365 * DAY_MS;
/** The offices of an account close after this time without a request of the session. */
export const OFFICE_IDLE_MS = 30 * MINUTE_MS;
/** The offices close this long after the login, in any case. */
export const OFFICE_LONGEST_MS = 12 * HOUR_MS;
/** The sessions that an account may have; a further login ends the one that was used longest ago. */
export const MAX_SESSIONS = 20;
/** A use is written only this long after the previous one, because each write costs. A session without an office writes less often. */
const NOTED_EVERY_MS = { office: 3 * MINUTE_MS, resident: HOUR_MS } as const;

/** The times of a session, ms. */
export interface SessionTimes {
  readonly begunAt: number;
  /** The last use that was written. */
  readonly usedAt: number;
  readonly expiresAt: number;
  /** Until then the session opens the offices of its account. */
  readonly officeUntil: number;
  /** The latest end of the offices, also for a session in use. */
  readonly officeEndsAt: number;
}

export function beginSession(now: number): SessionTimes {
  return { begunAt: now, usedAt: now, expiresAt: now + RETENTION.session.ms, ...openOffice(now) };
}

/** Opens the offices: after a login, or after a passkey was shown. */
export function openOffice(now: number): Pick<SessionTimes, "officeUntil" | "officeEndsAt"> {
  return { officeUntil: now + OFFICE_IDLE_MS, officeEndsAt: now + OFFICE_LONGEST_MS };
}

/**
 * The times after a use; null if the use is not written. An office that has closed stays closed.
 * @param hasOffice the account has an office of an administrator
 */
export function useSession(times: SessionTimes, hasOffice: boolean, now: number): SessionTimes | null {
  if (now - times.usedAt < NOTED_EVERY_MS[hasOffice ? "office" : "resident"]) return null;
  return {
    ...times,
    usedAt: now,
    expiresAt: Math.min(now + RETENTION.session.ms, times.begunAt + SESSION_LONGEST_MS),
    officeUntil: now < times.officeUntil ? Math.min(now + OFFICE_IDLE_MS, times.officeEndsAt) : times.officeUntil,
  };
}
