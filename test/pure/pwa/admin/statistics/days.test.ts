/** The days of the statistics: read from the page's address, changed in it, and as labels; and numbers as words. */
import { expect, test } from "vitest";
import { daysOf, labelOf, withDay } from "../../../../../src/pwa/admin/statistics/days.ts";
import { changeOf, numberOf } from "../../../../../src/pwa/ui/words/number.ts";

test.each([
  ["by=hour&from=2020-02-28&to=2020-02-29", "by=hour&from=2020-02-28&to=2020-02-29"],
  ["by=week&from=yesterday&to=&below-sort=name", ""],
  ["passes=table&to=2020-02-29", "to=2020-02-29"],
])("the address %s makes the request %s", (address, request) => {
  expect(daysOf(new URLSearchParams(address)).toString()).toBe(request);
});

test("another grain removes the days from the address, and another day keeps the rest", () => {
  const address = new URLSearchParams("by=day&from=2019-02-01&passes=table");
  expect(withDay(address, "by", "hour").toString()).toBe("by=hour&passes=table");
  expect(withDay(address, "from", "2019-03-01").toString()).toBe("by=day&from=2019-03-01&passes=table");
  expect(withDay(address, "from", "").toString()).toBe("by=day&passes=table");
});

test.each([
  ["day", "2020-02-01", "2020-02-29", "2-29"],
  ["hour", "2020-02-29", "2020-02-29", "0:00"],
  ["hour", "2020-02-28", "2020-02-29", "2-29 0:00"],
] as const)("by the %s from %s to %s the label of midnight on the 29th is %s", (by, from, to, label) => {
  expect(labelOf("2020-02-28T16:00:00.000Z", { by, from, to })).toBe(label);
});

test("figures are grouped, and a change has its sign", () => {
  expect([numberOf(2722), numberOf(1_234_567), changeOf(4), changeOf(-12), changeOf(0)]).toEqual([
    "2,722",
    "1,234,567",
    "+4%",
    "−12%",
    "+0%",
  ]);
});
