/** The outcomes of checks, and the bounds as which their counts are shown. */
import { expect, test } from "vitest";
import { HIDDEN, isColour, OUTCOMES, outcomeNamed, sumOf } from "../../../../src/domain/statistics/verifications.ts";

test("the outcomes are the six colours, the refusals of the format, and a holder whom nobody knows", () => {
  expect(OUTCOMES.filter(isColour)).toEqual(["none", "grey", "green", "yellow", "red", "orange"]);
  expect(OUTCOMES.slice(6, 9)).toEqual(["not_a_code", "wrong_length", "not_canonical"]);
  expect(OUTCOMES.slice(-3)).toEqual(["status_unknown", "colour_foreign", "unknown_holder"]);
  expect(new Set(OUTCOMES).size).toBe(OUTCOMES.length);
});

test("a name that is no outcome has none", () => {
  expect([outcomeNamed("revoked"), outcomeNamed("green"), outcomeNamed("no_post")]).toEqual(["revoked", "green", null]);
});

test("a hidden count is one to nine, and a sum with hidden counts says no more than that of each", () => {
  expect(HIDDEN).toEqual({ atLeast: 1, atMost: 9 });
  const exact = { atLeast: 40, atMost: 40 };
  expect(sumOf([])).toEqual({ atLeast: 0, atMost: 0 });
  expect(sumOf([exact, exact])).toEqual({ atLeast: 80, atMost: 80 });
  const sum = sumOf([exact, HIDDEN, HIDDEN]);
  expect(sum).toEqual({ atLeast: 42, atMost: 58 });
  // Subtracting what is shown leaves the bounds of the hidden counts.
  expect([sum.atLeast - 40 - HIDDEN.atMost, sum.atMost - 40 - HIDDEN.atLeast]).toEqual([-7, 17]);
});
