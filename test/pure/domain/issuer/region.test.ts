/** The member of the register that serves a place: the one with the longest code that begins the place. */
import { expect, test } from "vitest";
import { servingRegion } from "../../../../src/domain/issuer/region.ts";

const REGIONS = ["42", "4201", "44"].map((issuer) => ({ issuer }));

test.each([
  ["420107001002", "4201"],
  ["4201", "4201"],
  ["420500", "42"],
  ["42", "42"],
  ["440106", "44"],
  ["110101", undefined],
  ["4", undefined],
])("%s is served by %s", (place, issuer) => {
  expect(servingRegion(REGIONS, place)?.issuer).toBe(issuer);
});
