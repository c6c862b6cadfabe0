/** Decides when a one-time password may be sent and when it opens a session; counts requests per hour. Pure. Source: product.md §3, decision 46 (challenges). */
import { type Result, accept, refuse } from "../result.ts";
import type { Sentence } from "../sentence.ts";
import { DAY_MS, HOUR_MS } from "../instant.ts";

export const PASSWORD_LIFETIME_SECONDS = 300;
const PASSWORD_MAX_ATTEMPTS = 5;
export const RESEND_SECONDS = 60;
/**
 * Messages to one phone number per hour. `kept` are for browsers that have logged in with this number before: strangers cannot use them up, because each pool has
 * an hour of its own. `open` are for any browser.
 */
export const MESSAGES_PER_HOUR = { kept: 3, open: 3 } as const;
export type MessagePool = keyof typeof MESSAGES_PER_HOUR;
/** Requests about logins from one network: 1,500 logins. The subscribers of a carrier or a university share one address. */
export const MAX_REQUESTS_PER_ADDRESS_AND_HOUR = 3000;

/** A password that was sent to a number, with the wrong tries of the browser that requested it. */
export interface SentPassword {
  readonly hash: string;
  readonly sentAt: number;
  readonly attempts: number;
}

/** A count within an hour or a day that began at `since` (ms). */
export interface HourCount {
  readonly since: number;
  readonly count: number;
}

export interface TooManyRequests {
  readonly code: "too_many_requests";
  readonly retryAfterSeconds: number;
}

/** Counts one more request in its hour, or refuses with the seconds until the hour ends. */
export function countInHour(now: number, before: HourCount | null, limit: number): Result<HourCount, TooManyRequests> {
  return countWithin(HOUR_MS, now, before, limit);
}

/** The same for a day. */
export function countInDay(now: number, before: HourCount | null, limit: number): Result<HourCount, TooManyRequests> {
  return countWithin(DAY_MS, now, before, limit);
}

function countWithin(windowMs: number, now: number, before: HourCount | null, limit: number): Result<HourCount, TooManyRequests> {
  const current = before !== null && now - before.since < windowMs && now >= before.since ? before : { since: now, count: 0 };
  if (current.count >= limit) return tooMany(current.since + windowMs - now);
  return accept({ since: current.since, count: current.count + 1 });
}

/** Counts one more message to a number, in the pool of messages that it belongs to, or refuses it. @param isKnown the browser has logged in with this number before */
export function countMessage(
  now: number,
  isKnown: boolean,
  before: Readonly<Record<MessagePool, HourCount | null>>,
): Result<{ readonly pool: MessagePool; readonly count: HourCount }, TooManyRequests> {
  const pools: readonly MessagePool[] = isKnown ? ["kept", "open"] : ["open"];
  const waits: number[] = [];
  for (const pool of pools) {
    const counted = countInHour(now, before[pool], MESSAGES_PER_HOUR[pool]);
    if (counted.ok) return accept({ pool, count: counted.value });
    waits.push(counted.refusal.retryAfterSeconds);
  }
  return refuse({ code: "too_many_requests", retryAfterSeconds: Math.min(...waits) });
}

/** Whether a new password may be sent: not within `RESEND_SECONDS` of the previous one. @param last the previous one; null if there is none */
export function maySend(now: number, last: SentPassword | null): Result<null, TooManyRequests> {
  const waitMs = last === null ? 0 : last.sentAt + RESEND_SECONDS * 1000 - now;
  return waitMs > 0 && waitMs <= RESEND_SECONDS * 1000 ? tooMany(waitMs) : accept(null);
}

export interface WrongPassword {
  readonly code: "wrong_password";
  /** The further tries that the browser has with the password that was sent for it; 0: it needs a new one. */
  readonly triesLeft: number;
}

/**
 * Decides a login attempt by the hash of the typed password. The refusal has the number of tries left: it tells a browser about its own requests and tries, and
 * nothing about the phone number. @param password the password that was sent for the challenge of this browser; null without one
 */
export function mayEnter(now: number, password: SentPassword | null, hash: string): Result<null, WrongPassword> {
  const isOpen =
    password !== null && password.attempts < PASSWORD_MAX_ATTEMPTS && now - password.sentAt < PASSWORD_LIFETIME_SECONDS * 1000;
  if (!isOpen) return refuse({ code: "wrong_password", triesLeft: 0 });
  if (password.hash === hash) return accept(null);
  return refuse({ code: "wrong_password", triesLeft: PASSWORD_MAX_ATTEMPTS - password.attempts - 1 });
}

export function wrongPasswordSentence({ triesLeft }: Pick<WrongPassword, "triesLeft">): Sentence {
  if (triesLeft === 0)
    return {
      zh: "验证码不对或已失效，请重新获取。",
      en: "The code is wrong or no longer valid: request a new one.",
    };
  return {
    zh: `验证码不对，还可以再试 ${triesLeft} 次。`,
    en: `The code is wrong. You can try ${triesLeft === 1 ? "once more" : `${triesLeft} more times`}.`,
  };
}

/** The refusal of a request that comes too early, with the time to wait in whole seconds, rounded up. */
export function tooMany(waitMs: number) {
  return refuse({ code: "too_many_requests", retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
