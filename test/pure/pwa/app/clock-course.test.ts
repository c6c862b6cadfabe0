/** A correction of the phone's clock does not outlive the clock against which it was learned. */
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../src/domain/instant.ts";
import { follow, readStored, resume, storedText } from "../../../../src/pwa/app/clock-course.ts";

const AT = { wallMs: 1_000_000_000_000, steadyMs: 5_000 };
const SLOW = { offsetMs: 10 * MINUTE_MS, at: AT };
const later = (wallMs: number, steadyMs = 1_000) => ({ wallMs: AT.wallMs + wallMs, steadyMs: AT.steadyMs + steadyMs });

test("a clock that runs on keeps its correction", () => {
  expect(follow(SLOW, later(1_400), false)).toEqual({ offsetMs: 10 * MINUTE_MS, at: later(1_400), hasJumped: false });
});

test.each([10 * MINUTE_MS, -10 * MINUTE_MS, HOUR_MS, -2 * HOUR_MS, -5 * 365 * DAY_MS])(
  "a clock that jumps by %d ms before the eyes takes the correction along: the corrected time goes on",
  (jump) => {
    const after = follow(SLOW, later(jump + 1_000), false);
    expect(after.hasJumped).toBe(true);
    expect(after.at.wallMs + after.offsetMs).toBe(AT.wallMs + 1_000 + SLOW.offsetMs);
  },
);

test("a phone that slept keeps its correction", () => {
  expect(follow(SLOW, later(7 * HOUR_MS), true).offsetMs).toBe(10 * MINUTE_MS);
  expect(follow({ offsetMs: 0, at: AT }, later(10 * MINUTE_MS), true).offsetMs).toBe(0);
});

test("a slow clock that was put right in another app needs no correction any more", () => {
  expect(follow(SLOW, later(10 * MINUTE_MS + 1_000), true).offsetMs).toBe(0);
});

test("a clock that was put back in another app takes the correction along", () => {
  expect(follow({ offsetMs: -10 * MINUTE_MS, at: AT }, later(-10 * MINUTE_MS + 1_000), true).offsetMs).toBe(0);
});

const stored = (offsetMs: number) => ({ offsetMs, wallMs: AT.wallMs });

test.each([
  ["slow, not touched", 10 * MINUTE_MS, 2 * MINUTE_MS],
  ["fast, not touched", -10 * MINUTE_MS, 2 * MINUTE_MS],
  ["right, hours later", 1_200, 9 * HOUR_MS],
])("a new start uses the correction of a clock that is %s", (_, offset, moved) => {
  expect(resume(stored(offset), AT.wallMs + moved)).toMatchObject({ offsetMs: offset, otherMs: null });
});

test.each([
  ["slow", 10 * MINUTE_MS, 10 * MINUTE_MS + 3_000],
  ["fast", -10 * MINUTE_MS, -10 * MINUTE_MS + 3_000],
])("a new start drops the correction of a %s clock that was put right", (_, offset, moved) => {
  expect(resume(stored(offset), AT.wallMs + moved).offsetMs).toBe(0);
});

test("an hour later nobody can tell whether a slow clock was put right: both are named", () => {
  expect(resume(stored(10 * MINUTE_MS), AT.wallMs + HOUR_MS)).toMatchObject({ offsetMs: 0, otherMs: 10 * MINUTE_MS });
});

test("a clock that fell back is before a moment that has passed", () => {
  const { offsetMs, pastMs } = resume(stored(0), AT.wallMs - 2 * HOUR_MS);
  expect(AT.wallMs - 2 * HOUR_MS + offsetMs).toBeLessThan(pastMs);
});

test("a correction is stored with its moment; the bare number of earlier versions is no correction", () => {
  expect(readStored(storedText(stored(600_006)))).toEqual(stored(600_006));
  for (const text of [null, "", "600000", "600000 x", "0"]) expect(readStored(text)).toBeNull();
});
