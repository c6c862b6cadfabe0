/** The days for which statistics may be requested. */
import { expect, test } from "vitest";
import { checkDays, dateOfDay, type Grain } from "../../../../src/domain/statistics/range.ts";

/** 20:15 of 29 February 2020 in Wuhan. */
const NOW = Date.UTC(2020, 1, 29, 12, 15);

function rangeOf(by: Grain, from: string | null, to: string | null): string {
  const range = checkDays({ by, from, to }, NOW);
  return range.ok
    ? `${dateOfDay(range.value.first)} ${dateOfDay(range.value.last)}`
    : `${range.refusal.code} ${range.refusal.field}`;
}

test.each([
  ["hour", null, null, "2020-02-29 2020-02-29"],
  ["day", null, null, "2020-01-31 2020-02-29"],
  ["day", null, "2020-02-10", "2020-01-12 2020-02-10"],
  ["hour", "2020-02-23", "2020-02-29", "2020-02-23 2020-02-29"],
  ["hour", "2020-02-22", "2020-02-29", "statistics_too_long from"],
  ["day", "2019-01-26", "2020-02-29", "2019-01-26 2020-02-29"],
  ["day", "2019-01-25", "2020-02-28", "statistics_too_old from"],
  ["day", "1000-01-01", "2020-02-29", "statistics_too_long from"],
  ["hour", "2020-01-26", "2020-01-26", "2020-01-26 2020-01-26"],
  ["hour", "2020-01-25", "2020-01-25", "statistics_too_old from"],
  ["day", "2020-03-01", null, "period_in_future from"],
  ["day", "2020-02-01", "2020-03-01", "period_in_future to"],
  ["day", "2020-02-02", "2020-02-01", "period_reversed to"],
] as const)("by the %s from %s to %s: %s", (by, from, to, expected) => {
  expect(rangeOf(by, from, to)).toBe(expected);
});

test("the day begins at midnight in China, not in London", () => {
  const justAfter = Date.UTC(2020, 1, 28, 16);
  const range = checkDays({ by: "hour", from: null, to: null }, justAfter);
  expect(range).toEqual({ ok: true, value: { first: 18_321, last: 18_321, by: "hour" } });
  expect(dateOfDay(18_321)).toBe("2020-02-29");
});

test("counts that are stored for 35 days may be requested for 35 days, by day too", () => {
  const stored = { hour: "verificationCount", day: "verificationCount" } as const;
  const codeOf = (from: string) => {
    const range = checkDays({ by: "day", from, to: "2020-02-29" }, NOW, stored);
    return range.ok ? "accepted" : range.refusal.code;
  };
  expect([codeOf("2020-01-26"), codeOf("2020-01-25")]).toEqual(["accepted", "statistics_too_long"]);
});
