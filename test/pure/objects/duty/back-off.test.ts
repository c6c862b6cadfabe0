/** Waits between attempts at a delivery: they double after each failure up to ten minutes, and half of each is random. */
import { expect, test } from "vitest";
import { backOffMs } from "../../../../src/objects/duty/back-off.ts";

test("the wait doubles with each failed attempt, up to ten minutes", () => {
  expect([1, 2, 3, 10, 11, 2000].map((attempts) => backOffMs(attempts, 0))).toEqual([500, 1000, 2000, 256_000, 300_000, 300_000]);
});

test("the upper half of the wait is random", () => {
  expect([0, 0.5, 0.999].map((random) => backOffMs(1, random))).toEqual([500, 750, 1000]);
  expect(backOffMs(2000, 0.999)).toBe(599_700);
});
