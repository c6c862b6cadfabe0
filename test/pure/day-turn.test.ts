/** How long a test file waits when the hour or China's day is about to end. */
import { expect, test } from "vitest";
import { waitAt } from "../support/day-turn.ts";

test.each([
  ["in the middle of an hour", "2020-03-01T12:30:00+08:00", 0],
  ["twenty-one seconds before an hour", "2020-03-01T12:59:39+08:00", 0],
  ["twenty seconds before an hour", "2020-03-01T12:59:40+08:00", 20_001],
  ["at the full hour", "2020-03-01T13:00:00+08:00", 0],
  ["three minutes before midnight", "2020-03-01T23:57:00+08:00", 0],
  ["two minutes before midnight", "2020-03-01T23:58:00+08:00", 120_001],
  ["at midnight", "2020-03-02T00:00:00+08:00", 0],
  ["two minutes before midnight in Greenwich", "2020-03-02T07:58:00+08:00", 0],
])("a test file that starts %s (%s) waits %i ms", (_, moment, expected) => {
  expect(waitAt(Date.parse(moment))).toBe(expected);
});
