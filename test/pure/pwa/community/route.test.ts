/** The pages of the workbench on the phone, and their addresses. */
import { expect, test } from "vitest";
import { addressOf, pageFor, pageNamed, PAGES, placeOf } from "../../../../src/pwa/community/route.ts";

test("the bare address is the choice of a community", () => {
  expect(placeOf("/workbench")).toEqual({ division: null, page: null });
});

test("each page's address leads back to it", () => {
  for (const { name } of PAGES) expect(placeOf(addressOf("420107001", name))).toEqual({ division: "420107001", page: name });
});

test("an unknown page is none, and an unknown division is the choice", () => {
  expect(placeOf("/workbench/420107001/history")).toEqual({ division: "420107001", page: null });
  expect(placeOf("/workbench/kangyuan/points").division).toBeNull();
});

test.each([
  [["collector"], null, "scan"],
  [["collector"], "points", "scan"],
  [["administrator"], null, "points"],
  [["administrator"], "scan", "points"],
  [["administrator"], "collectors/phone", "collectors/phone"],
  [["administrator", "collector"], null, "scan"],
  [["administrator", "collector"], "points/change", "points/change"],
  [[], "points", "scan"],
] as const)("somebody with the roles %j who asks for %s sees %s", (roles, name, page) => {
  expect(pageFor(roles, name).name).toBe(page);
});

test("a page to go back to is one of the workbench's own, and nothing else", () => {
  expect(pageNamed("collectors/add")).toBe("collectors/add");
  expect([pageNamed("//evil.example"), pageNamed("me"), pageNamed(null)]).toEqual([null, null, null]);
});
