/** The first set-up of an issuer: the first administrator of its region, and within seven days three more. */
import { expect, test } from "vitest";
import { belongsToSetUp, type SetUp } from "../../../../src/domain/administrator/set-up.ts";

const NOW = Date.UTC(2026, 10, 29);
const DAY_MS = 86_400_000;
const first = { division: "4201", region: "4201", isRegionTaken: false, isRepeat: false };

test.each<[string, SetUp | null, Partial<typeof first>, boolean]>([
  ["the first administrator of the region", null, {}, true],
  ["the first one of a county, while the region has nobody", null, { division: "420106" }, false],
  ["one of a region that has had an administrator before this release", null, { isRegionTaken: true }, false],
  ["the second one, at once", { began: NOW, appointed: 1 }, {}, true],
  ["the second one, in a county", { began: NOW, appointed: 1 }, { division: "420106", isRegionTaken: true }, true],
  ["the fourth one, just before the seven days end", { began: NOW - 7 * DAY_MS + 1, appointed: 3 }, {}, true],
  ["the fourth one, after seven days", { began: NOW - 7 * DAY_MS, appointed: 3 }, {}, false],
  ["the fifth one", { began: NOW, appointed: 4 }, {}, false],
  ["one of the four again, because the answer was lost", { began: NOW, appointed: 4 }, { isRepeat: true }, true],
  ["one of the four again, long after a removal", { began: NOW - 7 * DAY_MS, appointed: 4 }, { isRepeat: true }, false],
])("%s: one operator alone %#", (_, setUp, changes, expected) => {
  expect(belongsToSetUp(setUp, { ...first, ...changes }, NOW)).toBe(expected);
});
