/** The ages of the data by which a device judges codes. */
import { expect, test } from "vitest";
import { filesAge, listAge, oldestOf } from "../../../../src/pwa/gate/data-age.ts";

const NOW = Date.UTC(2020, 2, 1, 4);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("files are fresh for 15 minutes, worth a date for 12 hours, then old", () => {
  const ages = [15 * MINUTE, 15 * MINUTE + 1, 12 * HOUR, 12 * HOUR + 1].map((ms) => filesAge(NOW - ms, NOW));
  expect(ages).toEqual(["fresh", "dated", "dated", "old"]);
});

test("a list is fresh for an hour, old for a day, then it says nothing", () => {
  const ages = [HOUR, HOUR + 1, 24 * HOUR, 24 * HOUR + 1].map((ms) => listAge(NOW - ms, NOW));
  expect(ages).toEqual(["fresh", "old", "old", "over"]);
  expect(listAge(null, NOW)).toBe("missing");
});

test("the older of the two is named, of those that are not fresh", () => {
  const at = (filesMs: number, listMs: number) => oldestOf({ filesAtMs: NOW - filesMs, listAtMs: NOW - listMs }, NOW);
  expect([at(MINUTE, MINUTE), at(MINUTE, 2 * HOUR), at(HOUR, 2 * HOUR), at(3 * HOUR, 2 * HOUR), at(HOUR, 40 * MINUTE)]).toEqual([
    null,
    NOW - 2 * HOUR,
    NOW - 2 * HOUR,
    NOW - 3 * HOUR,
    NOW - HOUR,
  ]);
  expect(oldestOf({ filesAtMs: null, listAtMs: null }, NOW)).toBeNull();
});
