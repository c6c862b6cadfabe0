/** One more in an hour, told from the oldest of the last so many, to the millisecond. */
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

test("one more is taken where there were fewer", () => {
  expect(oneMoreInHour(NOW, null)).toEqual(TAKEN);
});

test("one more waits until the oldest is an hour old, and is told the seconds", () => {
  expect(oneMoreInHour(NOW, NOW - HOUR_MS + 1)).toEqual({
    ok: false,
    refusal: { code: "too_many_requests", retryAfterSeconds: 1 },
  });
  expect(oneMoreInHour(NOW, NOW)).toEqual({ ok: false, refusal: { code: "too_many_requests", retryAfterSeconds: 3600 } });
  expect(oneMoreInHour(NOW, NOW - HOUR_MS)).toEqual(TAKEN);
});

test("a time in the future locks nobody out", () => {
  expect(oneMoreInHour(NOW, NOW + 1)).toEqual(TAKEN);
});

test("an hour takes 60 declarations, 12 check-ins, 600 credentials, and so many acts of one login", () => {
  expect([MAX_DECLARATIONS_PER_HOUR, MAX_CHECK_INS_PER_HOUR, MAX_CREDENTIALS_PER_HOUR]).toEqual([60, 12, 600]);
  expect(ACTS_PER_HOUR).toEqual({ find_by_phone: 60, unfit_candidate: 60, ask_to_declare: 120 });
});
