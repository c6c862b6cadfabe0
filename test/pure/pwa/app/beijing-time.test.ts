/** A moment in the time of China, as the clock above the code shows it. */
import { expect, it } from "vitest";
import { beijing } from "../../../../src/pwa/app/beijing-time.ts";

it("a moment late on a day of London is on the next day in China", () => {
  expect(beijing(Date.UTC(2020, 1, 28, 18, 2, 9))).toEqual({
    year: 2020,
    month: 2,
    day: 29,
    weekday: 6,
    hour: 2,
    minute: 2,
    second: 9,
  });
});

it("the last millisecond of a year in China still belongs to that year", () => {
  const { year, month, day, hour, minute, second } = beijing(Date.UTC(2020, 11, 31, 16) - 1);
  expect([year, month, day, hour, minute, second]).toEqual([2020, 12, 31, 23, 59, 59]);
});
