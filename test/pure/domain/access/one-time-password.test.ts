/** One-time passwords and hourly counts to the millisecond; also for clocks that went back. */
import { describe, expect, test } from "vitest";
import {
  countInHour,
  MAX_REQUESTS_PER_ADDRESS_AND_HOUR,
  MAX_SENT_PER_PHONE_AND_HOUR,
  mayEnter,
  maySend,
  type SentPassword,
} from "../../../../src/domain/access/one-time-password.ts";

const NOW = Date.UTC(2020, 1, 29, 4);
const HOUR_MS = 3_600_000;
const WRONG = { ok: false, refusal: { code: "wrong_password" } };

function aPassword(changes: Partial<SentPassword> = {}): SentPassword {
  return { hash: "right", sentAt: NOW - 1000, attempts: 0, ...changes };
}

function tooMany(retryAfterSeconds: number) {
  return { ok: false, refusal: { code: "too_many_requests", retryAfterSeconds } };
}

describe("entering", () => {
  test("takes the password that was sent", () => {
    expect(mayEnter(NOW, aPassword(), "right")).toEqual({ ok: true, value: null });
  });

  test("refuses another password, and any where none was sent, alike", () => {
    expect(mayEnter(NOW, aPassword(), "wrong")).toEqual(WRONG);
    expect(mayEnter(NOW, null, "right")).toEqual(WRONG);
  });

  test("refuses the right password from five minutes on", () => {
    expect(mayEnter(NOW, aPassword({ sentAt: NOW - 299_999 }), "right").ok).toBe(true);
    expect(mayEnter(NOW, aPassword({ sentAt: NOW - 300_000 }), "right")).toEqual(WRONG);
  });

  test("refuses the right password after five wrong tries", () => {
    expect(mayEnter(NOW, aPassword({ attempts: 4 }), "right").ok).toBe(true);
    expect(mayEnter(NOW, aPassword({ attempts: 5 }), "right")).toEqual(WRONG);
  });
});

describe("sending", () => {
  test("waits a minute after the last one and says how many seconds are left", () => {
    expect(maySend(NOW, aPassword({ sentAt: NOW - 59_001 }))).toEqual(tooMany(1));
    expect(maySend(NOW, aPassword({ sentAt: NOW }))).toEqual(tooMany(60));
    expect(maySend(NOW, aPassword({ sentAt: NOW - 60_000 }))).toEqual({ ok: true, value: null });
    expect(maySend(NOW, null)).toEqual({ ok: true, value: null });
  });

  test("waits for no password that was sent in the future: a clock was put back", () => {
    expect(maySend(NOW, aPassword({ sentAt: NOW + 1 }))).toEqual({ ok: true, value: null });
  });
});

describe("an hour's count", () => {
  test("begins with the first request and goes up by one", () => {
    expect(countInHour(NOW, null, 2)).toEqual({ ok: true, value: { since: NOW, count: 1 } });
    expect(countInHour(NOW + 5, { since: NOW, count: 1 }, 2)).toEqual({ ok: true, value: { since: NOW, count: 2 } });
  });

  test("refuses at the limit until its hour has ended, with the seconds until then", () => {
    expect(countInHour(NOW + HOUR_MS - 1, { since: NOW, count: 2 }, 2)).toEqual(tooMany(1));
    expect(countInHour(NOW + HOUR_MS, { since: NOW, count: 2 }, 2)).toEqual({
      ok: true,
      value: { since: NOW + HOUR_MS, count: 1 },
    });
  });

  test("begins anew where the hour lies in the future: a clock was put back", () => {
    expect(countInHour(NOW - 1, { since: NOW, count: 2 }, 2)).toEqual({ ok: true, value: { since: NOW - 1, count: 1 } });
  });
});

test("an hour takes six passwords of one phone and 120 requests of one address", () => {
  expect([MAX_SENT_PER_PHONE_AND_HOUR, MAX_REQUESTS_PER_ADDRESS_AND_HOUR]).toEqual([6, 120]);
});
