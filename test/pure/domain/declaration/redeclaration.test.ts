/** Which asking stands when a gate asks somebody to declare again. product.md §4. */
import { expect, test } from "vitest";
import { redeclarationAfter } from "../../../../src/domain/declaration/redeclaration.ts";

const MINUTE = 60_000;
const EAST = { at: 1_000_000, community: "康苑社区", point: "东门" };

test("the first asking stands", () => {
  expect(redeclarationAfter(null, EAST)).toEqual(EAST);
});

test("the same gate within ten minutes is the same asking, and later another", () => {
  expect(redeclarationAfter(EAST, { ...EAST, at: EAST.at + 10 * MINUTE - 1 })).toBe(EAST);
  const later = { ...EAST, at: EAST.at + 10 * MINUTE };
  expect(redeclarationAfter(EAST, later)).toBe(later);
});

test("the same asking in the same millisecond is the one that stands", () => {
  expect(redeclarationAfter(EAST, { ...EAST })).toBe(EAST);
});

test("another gate's asking takes the place of the one before", () => {
  const west = { ...EAST, point: "西门", at: EAST.at + 1 };
  const elsewhere = { ...EAST, community: "钢都社区", at: EAST.at + 1 };
  expect(redeclarationAfter(EAST, west)).toBe(west);
  expect(redeclarationAfter(EAST, elsewhere)).toBe(elsewhere);
});

test("an asking of the future came from a wrong clock and holds nothing up", () => {
  const now = { ...EAST, at: EAST.at - MINUTE };
  expect(redeclarationAfter(EAST, now)).toBe(now);
});
