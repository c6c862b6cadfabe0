/** Lengths of time in words. */
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/domain/instant.ts";
import { spanOf } from "../../../src/domain/span.ts";

test.each([
  [0, "0 秒", "0 seconds"],
  [1000, "1 秒", "1 second"],
  [73_000, "73 秒", "73 seconds"],
  [10 * MINUTE_MS + 6, "10 分钟", "10 minutes"],
  [-14 * HOUR_MS, "14 小时", "14 hours"],
  [47 * HOUR_MS, "47 小时", "47 hours"],
  [3 * DAY_MS, "3 天", "3 days"],
  [2_628_000 * MINUTE_MS, "5 年", "5 years"],
])("%d ms are %s", (ms, zh, en) => {
  expect(spanOf(ms)).toEqual({ zh, en });
});
