/** The table of pages of the workbench on the PC: the menu of each kind of division. */
import { expect, test } from "vitest";
import { firstOf, PAGES, pagesOf } from "../../../../src/pwa/admin/pages.ts";

const ABOVE = ["statistics", "administrators", "applications", "appeals", "cases", "track", "decisions", "looks"];

test.each([
  [
    "a community",
    "420107001002",
    ["board", "passes", "track", "exports", "looks", "points", "collectors", "administrators", "appeals", "cases", "statistics"],
  ],
  [
    "a street",
    "420107001",
    [
      "statistics",
      "board",
      "passes",
      "track",
      "exports",
      "looks",
      "points",
      "collectors",
      "administrators",
      "applications",
      "appeals",
      "cases",
    ],
  ],
  ["a county", "420107", [...ABOVE, "reviews"]],
  ["a province or a city that is not the issuer", "42", [...ABOVE, "rules"]],
  [
    "the issuer's own region",
    "4201",
    [...ABOVE, "verifications", "reviews", "facts", "areas", "proposals", "peers", "rules", "clients"],
  ],
])("the menu of %s has its pages in order", (_, division, names) => {
  expect(pagesOf(division, "4201").map(({ name }) => name)).toEqual(names);
  expect(firstOf(division)).toBe(names[0]);
});

test("each page has its own name and at least one reader", () => {
  expect(new Set(PAGES.map(({ name }) => name)).size).toBe(PAGES.length);
  expect(PAGES.filter(({ readers }) => readers.length === 0)).toEqual([]);
});
