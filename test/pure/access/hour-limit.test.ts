/** One more in an hour, told from the oldest of the last so many, to the millisecond. */
import { expect, test } from "vitest";
import { oneMoreInHour } from "../../../src/domain/access/hour-limit.ts";

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
