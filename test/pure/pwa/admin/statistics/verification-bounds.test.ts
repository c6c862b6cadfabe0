/** The text of a number of checks of which small parts are hidden. */
import { expect, test } from "vitest";
import { HIDDEN, sumOf } from "../../../../../src/domain/statistics/verifications.ts";
import { boundsText } from "../../../../../src/pwa/admin/statistics/verification-bounds.ts";

test.each([
  ["no check", [], "0"],
  ["an exact count", [{ atLeast: 1234, atMost: 1234 }], "1,234"],
  ["one hidden count", [HIDDEN], "<10"],
  ["two hidden counts", [HIDDEN, HIDDEN], "2–18"],
  ["an exact count and a hidden one", [{ atLeast: 30, atMost: 30 }, HIDDEN], "31–39"],
])("%s", (_, counts, text) => {
  expect(boundsText(sumOf(counts))).toBe(text);
});
