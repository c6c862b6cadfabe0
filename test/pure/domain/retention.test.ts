/** When passes, looks, tracks, appeals and askings are over, and when they leave, to the millisecond. */
import { expect, test } from "vitest";
import { askingDue, askingOverUntil } from "../../../src/domain/declaration/redeclaration.ts";
import {
  appealDue,
  appealOverUntil,
  lookDue,
  lookOverUntil,
  nextDue,
  overUntil,
  shownTrackDays,
  trackDay,
  trackDayOver,
  trackOverUntil,
} from "../../../src/domain/retention.ts";

const AT = Date.UTC(2020, 1, 1, 12, 30);
const DAY = 86_400_000;

test.each([
  ["a look", 180, lookOverUntil, lookDue],
  ["an answered appeal", 180, appealOverUntil, appealDue],
  ["an asking to declare again", 30, askingOverUntil, askingDue],
])("%s is over after %d days and leaves at the next full hour", (_, days, over, due) => {
  expect(over(AT + days * DAY)).toBe(AT);
  expect(due(AT)).toBe(AT + days * DAY + 30 * 60_000);
  expect(due(AT + 30 * 60_000)).toBe(AT + days * DAY + 30 * 60_000);
});

test("a passage is over after 30 days, and leaves when the last of its day is over", () => {
  expect(trackOverUntil(AT + 30 * DAY)).toBe(AT);
  expect([trackDay(18_293 * DAY - 1), trackDay(18_293 * DAY)]).toEqual([18_292, 18_293]);
  expect(trackDayOver(18_293)).toBe(18_324 * DAY);
});

test("31 days may still have something to show, from today back", () => {
  expect(shownTrackDays(18_324 * DAY + 5)).toEqual(Array.from({ length: 31 }, (_, index) => 18_324 - index));
});

const HALF_PAST_TWELVE = Date.UTC(2020, 1, 1, 12, 30);

test("a pass is over thirty days after it", () => {
  expect(overUntil(Date.UTC(2020, 2, 2, 12, 30))).toBe(HALF_PAST_TWELVE);
});

test("the next look is at the full hour after the oldest is over, and none without anything to look after", () => {
  expect(nextDue([null, HALF_PAST_TWELVE, HALF_PAST_TWELVE + 1])).toBe(Date.UTC(2020, 2, 2, 13));
  expect(nextDue([Date.UTC(2020, 1, 1, 12)])).toBe(Date.UTC(2020, 2, 2, 12));
  expect(nextDue([null, null])).toBeNull();
});
