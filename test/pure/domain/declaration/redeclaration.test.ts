/** Which request to declare again is in force when gates ask a person more than once. Source: product.md §4. */
import { expect, test } from "vitest";
import { redeclarationAfter } from "../../../../src/domain/declaration/redeclaration.ts";

const MINUTE = 60_000;
const EAST = { at: 1_000_000, community: "康苑社区", point: "东门" };

test("the first request stands", () => {
  expect(redeclarationAfter(null, EAST)).toEqual(EAST);
});

test("a second request of the same gate within ten minutes changes nothing; a later one replaces it", () => {
  expect(redeclarationAfter(EAST, { ...EAST, at: EAST.at + 10 * MINUTE - 1 })).toBe(EAST);
  const later = { ...EAST, at: EAST.at + 10 * MINUTE };
  expect(redeclarationAfter(EAST, later)).toBe(later);
});

test("a repeat in the same millisecond changes nothing", () => {
  expect(redeclarationAfter(EAST, { ...EAST })).toBe(EAST);
});

test("a request of another gate replaces the earlier one", () => {
  const west = { ...EAST, point: "西门", at: EAST.at + 1 };
  const elsewhere = { ...EAST, community: "钢都社区", at: EAST.at + 1 };
  expect(redeclarationAfter(EAST, west)).toBe(west);
  expect(redeclarationAfter(EAST, elsewhere)).toBe(elsewhere);
});

test("a request with a time in the future came from a wrong clock and is replaced", () => {
  const now = { ...EAST, at: EAST.at - MINUTE };
  expect(redeclarationAfter(EAST, now)).toBe(now);
});
