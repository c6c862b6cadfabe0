/** The pages of the workbench on the phone, and their addresses. */
import { expect, test } from "vitest";
import { addressOf, pageFor, pageNamed, PAGES, placeOf } from "../../../../src/pwa/community/route.ts";

test("the address without a community shows the choice of a community", () => {
  expect(placeOf("/workbench")).toEqual({ division: null, page: null });
});

test("the address of each page leads back to the page", () => {
  for (const { name } of PAGES) expect(placeOf(addressOf("420107001", name))).toEqual({ division: "420107001", page: name });
});

test("an unknown page is null, and an unknown division leads to the choice", () => {
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
] as const)("a person with the roles %j who opens the page %s sees the page %s", (roles, name, page) => {
  expect(pageFor(roles, name).name).toBe(page);
});

test("a return address is accepted only for a page of the workbench", () => {
  expect(pageNamed("collectors/add")).toBe("collectors/add");
  expect([pageNamed("//evil.example"), pageNamed("me"), pageNamed(null)]).toEqual([null, null, null]);
});
