/** The limits of one-time passwords and of counts per hour, to the millisecond, also when the clock was set back. */
import { describe, expect, test } from "vitest";
import {
  countInHour,
  countMessage,
  MAX_REQUESTS_PER_ADDRESS_AND_HOUR,
  MESSAGES_PER_HOUR,
  mayEnter,
  maySend,
  type SentPassword,
  wrongPasswordSentence,
} from "../../../../src/domain/access/one-time-password.ts";

const NOW = Date.UTC(2020, 1, 29, 4);
const HOUR_MS = 3_600_000;
const wrong = (triesLeft: number) => ({ ok: false, refusal: { code: "wrong_password", triesLeft } });

function aPassword(changes: Partial<SentPassword> = {}): SentPassword {
  return { hash: "right", sentAt: NOW - 1000, attempts: 0, ...changes };
}

function tooMany(retryAfterSeconds: number) {
  return { ok: false, refusal: { code: "too_many_requests", retryAfterSeconds } };
}

describe("the entry of a password", () => {
  test("accepts the sent password", () => {
    expect(mayEnter(NOW, aPassword(), "right")).toEqual({ ok: true, value: null });
  });

  test("refuses another password and says how many tries are left; without a request there is none", () => {
    const left = [0, 1, 2, 3, 4].map((attempts) => mayEnter(NOW, aPassword({ attempts }), "wrong"));
    expect(left).toEqual([4, 3, 2, 1, 0].map(wrong));
    expect(mayEnter(NOW, null, "right")).toEqual(wrong(0));
  });

  test("has a sentence for the tries that are left", () => {
    expect([4, 1, 0].map((triesLeft) => wrongPasswordSentence({ triesLeft }).en)).toEqual([
      "The code is wrong. You can try 4 more times.",
      "The code is wrong. You can try once more.",
      "The code is wrong or no longer valid: request a new one.",
    ]);
  });

  test("refuses the right password after five minutes", () => {
    expect(mayEnter(NOW, aPassword({ sentAt: NOW - 299_999 }), "right").ok).toBe(true);
    expect(mayEnter(NOW, aPassword({ sentAt: NOW - 300_000 }), "right")).toEqual(wrong(0));
  });

  test("refuses the right password after five wrong tries", () => {
    expect(mayEnter(NOW, aPassword({ attempts: 4 }), "right").ok).toBe(true);
    expect(mayEnter(NOW, aPassword({ attempts: 5 }), "right")).toEqual(wrong(0));
  });
});

describe("the request for a password", () => {
  test("waits a minute after the last one and states the remaining seconds", () => {
    expect(maySend(NOW, aPassword({ sentAt: NOW - 59_001 }))).toEqual(tooMany(1));
    expect(maySend(NOW, aPassword({ sentAt: NOW }))).toEqual(tooMany(60));
    expect(maySend(NOW, aPassword({ sentAt: NOW - 60_000 }))).toEqual({ ok: true, value: null });
    expect(maySend(NOW, null)).toEqual({ ok: true, value: null });
  });

  test("does not wait for a password with a time in the future: the clock was put back", () => {
    expect(maySend(NOW, aPassword({ sentAt: NOW + 1 }))).toEqual({ ok: true, value: null });
  });
});

describe("the count of an hour", () => {
  test("begins with the first request and grows by one", () => {
    expect(countInHour(NOW, null, 2)).toEqual({ ok: true, value: { since: NOW, count: 1 } });
    expect(countInHour(NOW + 5, { since: NOW, count: 1 }, 2)).toEqual({ ok: true, value: { since: NOW, count: 2 } });
  });

  test("refuses at the limit until its hour ends, and states the remaining seconds", () => {
    expect(countInHour(NOW + HOUR_MS - 1, { since: NOW, count: 2 }, 2)).toEqual(tooMany(1));
    expect(countInHour(NOW + HOUR_MS, { since: NOW, count: 2 }, 2)).toEqual({
      ok: true,
      value: { since: NOW + HOUR_MS, count: 1 },
    });
  });

  test("begins again when its hour lies in the future: the clock was put back", () => {
    expect(countInHour(NOW - 1, { since: NOW, count: 2 }, 2)).toEqual({ ok: true, value: { since: NOW - 1, count: 1 } });
  });
});

describe("the count of messages to a number", () => {
  const full = (minutesAgo: number) => ({ since: NOW - minutesAgo * 60_000, count: 3 });

  test("takes an open one for a stranger, and a kept one for a known browser as long as there is one", () => {
    const none = { kept: null, open: null };
    expect(countMessage(NOW, false, none)).toEqual({ ok: true, value: { pool: "open", count: { since: NOW, count: 1 } } });
    expect(countMessage(NOW, true, none)).toEqual({ ok: true, value: { pool: "kept", count: { since: NOW, count: 1 } } });
    expect(countMessage(NOW, true, { kept: full(1), open: null })).toMatchObject({ ok: true, value: { pool: "open" } });
  });

  test("refuses a stranger although kept ones are left, until an open one is free", () => {
    expect(countMessage(NOW, false, { kept: null, open: full(20) })).toEqual(tooMany(40 * 60));
  });

  test("refuses a known browser only without any, until the first one is free", () => {
    expect(countMessage(NOW, true, { kept: full(20), open: full(50) })).toEqual(tooMany(10 * 60));
    expect(countMessage(NOW, true, { kept: full(50), open: full(20) })).toEqual(tooMany(10 * 60));
  });

  test("is at most six in an hour, half of them kept; and 3,000 requests from one address", () => {
    expect([MESSAGES_PER_HOUR, MAX_REQUESTS_PER_ADDRESS_AND_HOUR]).toEqual([{ kept: 3, open: 3 }, 3000]);
  });
});
