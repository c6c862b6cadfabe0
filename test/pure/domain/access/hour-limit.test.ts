/** The limit of acts per hour: whether one more act is allowed, by the time of the oldest of the acts that fill the limit, to the millisecond. */
import { expect, test } from "vitest";
import {
  ACTS_PER_HOUR,
  MAX_CHECK_INS_PER_HOUR,
  MAX_CREDENTIALS_PER_HOUR,
  MAX_DECLARATIONS_PER_HOUR,
  oneMoreInHour,
} from "../../../../src/domain/access/hour-limit.ts";

const NOW = Date.UTC(2020, 1, 29, 4);
const HOUR_MS = 3_600_000;
const TAKEN = { ok: true, value: null };

test("another act is accepted below the limit", () => {
  expect(oneMoreInHour(NOW, null)).toEqual(TAKEN);
});

test("an act at the limit waits until the oldest is an hour old, and the refusal states the seconds", () => {
  expect(oneMoreInHour(NOW, NOW - HOUR_MS + 1)).toEqual({
    ok: false,
    refusal: { code: "too_many_requests", retryAfterSeconds: 1 },
  });
  expect(oneMoreInHour(NOW, NOW)).toEqual({ ok: false, refusal: { code: "too_many_requests", retryAfterSeconds: 3600 } });
  expect(oneMoreInHour(NOW, NOW - HOUR_MS)).toEqual(TAKEN);
});

test("an act in the future locks nobody out", () => {
  expect(oneMoreInHour(NOW, NOW + 1)).toEqual(TAKEN);
});

test("an hour has limits: 60 declarations, 12 check-ins, 600 credentials, and limits for each act of one login", () => {
  expect([MAX_DECLARATIONS_PER_HOUR, MAX_CHECK_INS_PER_HOUR, MAX_CREDENTIALS_PER_HOUR]).toEqual([60, 12, 600]);
  expect(ACTS_PER_HOUR).toEqual({
    find_by_phone: 60,
    unfit_candidate: 60,
    ask_to_declare: 120,
    ask_for_proof: 6,
    wrong_identity: 6,
    open_case: 60,
  });
});
