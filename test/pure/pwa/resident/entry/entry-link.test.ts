/** The deep links of the entry: a region and a page of a fixed list; every other text leads nowhere. */
import { expect, test } from "vitest";
import { readEntryLink } from "../../../../../src/pwa/resident/entry/entry-link.ts";

test.each([
  ["/r/4201", "4201", "/"],
  ["/r/4201/code", "4201", "/"],
  ["/r/4201/declare", "4201", "/declare"],
  ["/r/4201/check", "4201", "/check"],
  ["/r/42/declare", "42", "/declare"],
])("%s names the region %s and its page %s", (link, issuer, page) => {
  expect(readEntryLink(link)).toEqual({ kind: "region", issuer, page });
});

test("without a region the link leads to the choice", () => {
  expect(readEntryLink("/r")).toEqual({ kind: "choose" });
});

test.each([
  "/r/0",
  "/r/0/code",
  "/r/4",
  "/r/0201",
  "/r/420107",
  "/r/４２０１",
  "/r/4201/admin",
  "/r/4201/Code",
  "/r/4201/code/more",
  "/r/4201/code/",
  "/r/4201/__proto__",
  "/r/4201/constructor",
  "/r/4201/https:%2F%2Fevil.example",
  "/r/4201/https://evil.example",
  "/r//evil.example",
  "/r/4201//evil.example",
  "/r/..",
])("%s is unknown", (link) => {
  expect(readEntryLink(link)).toEqual({ kind: "unknown" });
});
