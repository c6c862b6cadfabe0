/** When a session ends, when its offices close, and which uses are written. Source: decision 58. */
import { expect, test } from "vitest";
import { beginSession, useSession } from "../../../../src/domain/access/session.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../src/domain/instant.ts";

const NOW = Date.parse("2026-11-29T08:00:00Z");
const begun = beginSession(NOW);

/** The times after a use every `everyMs` until `untilMs` after the login. */
function used(everyMs: number, untilMs: number) {
  let times = begun;
  for (let at = NOW; at <= NOW + untilMs; at += everyMs) times = useSession(times, true, at) ?? times;
  return times;
}

test("a session ends 30 days after its last use, and a year after the login", () => {
  expect(begun.expiresAt).toBe(NOW + 30 * DAY_MS);
  expect(useSession(begun, false, NOW + 29 * DAY_MS)?.expiresAt).toBe(NOW + 59 * DAY_MS);
  expect(used(20 * DAY_MS, 360 * DAY_MS).expiresAt).toBe(NOW + 365 * DAY_MS);
});

test("offices close after 30 minutes without use, and stay closed although the session is used", () => {
  expect(begun.officeUntil).toBe(NOW + 30 * MINUTE_MS);
  const inTime = useSession(begun, true, NOW + 29 * MINUTE_MS);
  expect(inTime?.officeUntil).toBe(NOW + 59 * MINUTE_MS);
  const late = useSession(begun, true, NOW + 30 * MINUTE_MS);
  expect(late).toMatchObject({ officeUntil: NOW + 30 * MINUTE_MS, usedAt: NOW + 30 * MINUTE_MS });
});

test("offices close 12 hours after the login, also with a use every minute", () => {
  expect(used(MINUTE_MS, 11 * HOUR_MS).officeUntil).toBeGreaterThan(NOW + 11 * HOUR_MS);
  expect(used(MINUTE_MS, 13 * HOUR_MS).officeUntil).toBe(NOW + 12 * HOUR_MS);
});

test("a use is written every three minutes for an account with an office, and every hour for others", () => {
  expect([2, 3, 59, 60].map((minutes) => useSession(begun, true, NOW + minutes * MINUTE_MS) !== null)).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect([3, 59, 60].map((minutes) => useSession(begun, false, NOW + minutes * MINUTE_MS) !== null)).toEqual([
    false,
    false,
    true,
  ]);
});
