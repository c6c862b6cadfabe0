/** Counts by hour and by day of China: their arithmetic, and the day of each hour. */
import { expect, test } from "vitest";
import {
  beginOfHour,
  dayOfHour,
  firstHourOf,
  hourOf,
  isNothing,
  minus,
  NO_COUNTS,
  plus,
} from "../../../../src/domain/statistics/counts.ts";

const SOME = { passes: 9, returning: 7, arriving: 5, staying: 3 };
const FEWER = { passes: 1, returning: 2, arriving: 3, staying: 1 };

test("counts are added and subtracted for each kind", () => {
  expect(plus(SOME, FEWER)).toEqual({ passes: 10, returning: 9, arriving: 8, staying: 4 });
  expect(minus(SOME, FEWER)).toEqual({ passes: 8, returning: 5, arriving: 2, staying: 2 });
});

test("counts of zero are empty, and one of any kind is not", () => {
  const kinds = ["passes", "returning", "arriving", "staying"] as const;
  expect(NO_COUNTS).toEqual({ passes: 0, returning: 0, arriving: 0, staying: 0 });
  expect([isNothing(NO_COUNTS), ...kinds.map((kind) => isNothing({ ...NO_COUNTS, [kind]: 1 }))]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("the number of an hour counts from 1970, and the hour begins at its full hour", () => {
  const noon = Date.UTC(2020, 1, 29, 12);
  expect([hourOf(noon - 1), hourOf(noon), hourOf(noon + 3_599_999)]).toEqual([439_715, 439_716, 439_716]);
  expect(beginOfHour(439_716)).toBe(noon);
});

test("a day of China has the 24 hours from 16:00 UTC of the previous day", () => {
  const first = hourOf(Date.UTC(2020, 1, 28, 16));
  expect([first - 1, first, first + 23, first + 24].map(dayOfHour)).toEqual([18_320, 18_321, 18_321, 18_322]);
  expect(firstHourOf(18_321)).toBe(first);
});
