/** When passes are over, and when somebody has to look. */
import { expect, test } from "vitest";
import { nextDue, overUntil } from "../../../src/domain/retention.ts";

const HALF_PAST_TWELVE = Date.UTC(2020, 1, 1, 12, 30);

test("a pass is over thirty days after it", () => {
  expect(overUntil(Date.UTC(2020, 2, 2, 12, 30))).toBe(HALF_PAST_TWELVE);
});

test("the next look is at the full hour after the oldest is over, and none without anything to look after", () => {
  expect(nextDue([null, HALF_PAST_TWELVE, HALF_PAST_TWELVE + 1])).toBe(Date.UTC(2020, 2, 2, 13));
  expect(nextDue([Date.UTC(2020, 1, 1, 12)])).toBe(Date.UTC(2020, 2, 2, 12));
  expect(nextDue([null, null])).toBeNull();
});
