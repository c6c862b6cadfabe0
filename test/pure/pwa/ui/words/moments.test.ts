/** The words for times and ages on the phone's screens. */
import { expect, test } from "vitest";
import { ageOf, clockOf, whenOf } from "../../../../../src/pwa/ui/words/moments.ts";

const at = (year: number, month: number, day: number, hour: number, minute: number) => ({
  year,
  month,
  day,
  weekday: 0,
  hour,
  minute,
  second: 5,
});
const now = at(2020, 3, 1, 0, 30);

test("a moment is of today, of yesterday (also over the end of a leap February) or of an earlier day", () => {
  expect(whenOf(at(2020, 3, 1, 0, 10), now).zh).toBe("今天 00:10");
  expect(whenOf(at(2020, 2, 29, 18, 2), now)).toEqual({ zh: "昨天 18:02", en: "yesterday 18:02" });
  expect(whenOf(at(2020, 2, 28, 7, 5), now)).toEqual({ zh: "2月28日 07:05", en: "02-28 07:05" });
});

test("a moment of another year names its year", () => {
  expect(whenOf(at(2019, 12, 31, 9, 0), now)).toEqual({ zh: "2019年12月31日 09:00", en: "2019-12-31 09:00" });
});

test("a time of day has two digits everywhere", () => {
  expect(clockOf(now)).toBe("00:30:05");
});

test("an age is stated in the largest unit that fits", () => {
  const minute = 60_000;
  expect([0, 59_000, 5 * minute, 60 * minute, 47 * 60 * minute, 72 * 60 * minute].map((age) => ageOf(age).zh)).toEqual([
    "刚刚",
    "刚刚",
    "5 分钟前",
    "1 小时前",
    "47 小时前",
    "3 天前",
  ]);
});
