/** The period for which passes are requested, at each limit and one step beyond it. */
import { expect, test } from "vitest";
import { checkPeriod } from "../../../../src/domain/history/period.ts";

const NOW = Date.UTC(2020, 1, 29, 12);
const DAY = 86_400_000;
const KEPT = NOW - 30 * DAY + 1;

test.each([
  ["nothing", null, null, { from: KEPT, to: Number.MAX_SAFE_INTEGER }],
  ["a day", NOW - DAY, NOW, { from: NOW - DAY, to: NOW }],
  ["31 days, of which 30 are kept", NOW - 31 * DAY, NOW, { from: KEPT, to: NOW }],
  ["a beginning that a clock a minute ahead gives", NOW + 60_000, null, { from: NOW + 60_000, to: Number.MAX_SAFE_INTEGER }],
  ["an end that a clock a minute ahead gives", NOW - DAY, NOW + 60_000, { from: NOW - DAY, to: NOW + 60_000 }],
])("%s is a period", (_, from, to, value) => {
  expect(checkPeriod({ from, to }, NOW)).toEqual({ ok: true, value });
});

test.each([
  ["more than 31 days", NOW - 31 * DAY - 1, NOW, { code: "period_too_long", field: "from" }],
  ["31 days ago without an end", NOW - 31 * DAY - 1, null, { code: "period_too_long", field: "from" }],
  ["an end before its beginning", NOW - DAY, NOW - DAY - 1, { code: "period_reversed", field: "to" }],
  ["no time at all", NOW - DAY, NOW - DAY, { code: "period_reversed", field: "to" }],
  ["a beginning in the future", NOW + 60_001, null, { code: "period_in_future", field: "from" }],
  ["an end in the future", NOW - DAY, NOW + 60_001, { code: "period_in_future", field: "to" }],
])("%s is refused", (_, from, to, refusal) => {
  expect(checkPeriod({ from, to }, NOW)).toEqual({ ok: false, refusal });
});
