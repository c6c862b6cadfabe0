/** Days since the last healthy check-in, and since seven and fourteen days in a row with one were last complete. */
import { expect, test } from "vitest";
import { checkInsOf, NEVER } from "../../../../src/domain/colour/check-ins.ts";

const TODAY = 18_322;
const DAY = 86_400_000;
/** A check-in at 08:00 in China of day number `day`. */
const checkInOn = (day: number, temperatureCelsius = 36.5) => ({ at: day * DAY, temperatureCelsius, symptoms: [] });
const ago = (first: number, last: number) =>
  Array.from({ length: first - last + 1 }, (_, index) => checkInOn(TODAY - first + index));

test.each([
  ["nothing", [], [NEVER, NEVER, NEVER]],
  ["six days", ago(5, 0), [0, NEVER, NEVER]],
  ["seven days", ago(6, 0), [0, 0, NEVER]],
  ["seven days until yesterday", ago(7, 1), [1, 1, NEVER]],
  ["thirteen days", ago(12, 0), [0, 0, NEVER]],
  ["fourteen days", ago(13, 0), [0, 0, 0]],
  ["seven days with a gap", [...ago(7, 4), ...ago(2, 0)], [0, NEVER, NEVER]],
  ["seven days, a gap, and a day", [...ago(9, 3), ...ago(0, 0)], [0, 3, NEVER]],
  ["seven days with a fever in between", [...ago(7, 0), checkInOn(TODAY - 3, 37.3)], [0, NEVER, NEVER]],
  ["eight days of which the first had a fever", [...ago(7, 0), checkInOn(TODAY - 7, 38)], [0, 0, NEVER]],
  ["a day in the future, which counts as today", [checkInOn(TODAY + 1)], [0, NEVER, NEVER]],
])("after %s the counts are right, in any order of the check-ins", (_, all, [days, weekDays, fortnightDays]) => {
  expect(checkInsOf(all, TODAY)).toEqual({ days, weekDays, fortnightDays });
  expect(checkInsOf(all.toReversed(), TODAY)).toEqual({ days, weekDays, fortnightDays });
});
