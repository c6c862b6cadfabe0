/** The workbench's addresses. */
import { expect, test } from "vitest";
import { addressOf, pageNamed, placeOf } from "../../../../src/pwa/community/route.ts";

test("the bare address is the choice of a community", () => {
  expect(placeOf("/workbench")).toEqual({ division: null, page: "scan" });
});

test("a community without a page opens its scanner", () => {
  expect(placeOf("/workbench/420107001005")).toEqual({ division: "420107001005", page: "scan" });
});

test("each page's address leads back to it", () => {
  for (const page of [
    "scan",
    "points",
    "points/add",
    "points/change",
    "collectors",
    "collectors/add",
    "collectors/phone",
  ] as const)
    expect(placeOf(addressOf("420107001", page))).toEqual({ division: "420107001", page });
});

test("an unknown page is the scanner, an unknown division the choice", () => {
  expect(placeOf("/workbench/420107001/history")).toEqual({ division: "420107001", page: "scan" });
  expect(placeOf("/workbench/kangyuan/points")).toEqual({ division: null, page: "scan" });
});

test("a page to go back to is one of the workbench's own, and nothing else", () => {
  expect(pageNamed("collectors/add")).toBe("collectors/add");
  expect([pageNamed("//evil.example"), pageNamed("me"), pageNamed(null)]).toEqual([null, null, null]);
});
