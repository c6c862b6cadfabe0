/** The limit of acts per hour: whether one more act is allowed, by the time of the oldest of the acts that fill the limit, to the millisecond. */
import { expect, test } from "vitest";
import {
  ACTS_PER_HOUR,
  MAX_CHECK_INS_PER_HOUR,
  MAX_CREDENTIALS_PER_DAY,
  MAX_DECLARATIONS_PER_HOUR,
  MAX_PEOPLE_TRIED_PER_DAY,
  oneMoreInDay,
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

test("an act at the limit of a day waits until the oldest is a day old", () => {
  const refusal = { code: "too_many_requests", retryAfterSeconds: 1 };
  expect(oneMoreInDay(NOW, NOW - 24 * HOUR_MS + 1)).toEqual({ ok: false, refusal });
  expect(oneMoreInDay(NOW, NOW - 24 * HOUR_MS)).toEqual(TAKEN);
  expect(oneMoreInDay(NOW, null)).toEqual(TAKEN);
});

test("an act in the future locks nobody out", () => {
  expect([oneMoreInHour(NOW, NOW + 1), oneMoreInDay(NOW, NOW + 1)]).toEqual([TAKEN, TAKEN]);
});

test("an hour has limits: 60 declarations, 12 check-ins, and limits for each act of one login; a day 200 credentials, 60 without a checked identity, and 30 tried persons", () => {
  expect([MAX_DECLARATIONS_PER_HOUR, MAX_CHECK_INS_PER_HOUR]).toEqual([60, 12]);
  expect([MAX_CREDENTIALS_PER_DAY, MAX_PEOPLE_TRIED_PER_DAY]).toEqual([{ checked: 200, unchecked: 60 }, 30]);
  expect(ACTS_PER_HOUR).toEqual({
    find_by_phone: 60,
    unfit_candidate: 60,
    ask_to_declare: 120,
    ask_for_proof: 6,
    wrong_identity: 6,
    open_case: 60,
  });
});

test("a stranger needs more than nine thousand logins to use up the indexes of one community's day", () => {
  expect(2 ** 24 / (MAX_PEOPLE_TRIED_PER_DAY * MAX_CREDENTIALS_PER_DAY.unchecked)).toBeGreaterThan(9000);
});
