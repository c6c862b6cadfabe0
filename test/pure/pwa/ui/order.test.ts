/** How tables of the workbench on the PC sort, turn their pages and keep both in the address. */
import { expect, it } from "vitest";
import { orderOf, orderText, pageOf, reverse, sort } from "../../../../src/pwa/ui/order.ts";

const FIRST = { by: "at", down: true };

it("reads from the address by which column, and which way", () => {
  expect([orderOf("phone", ["at", "phone"], FIRST), orderOf("-phone", ["at", "phone"], FIRST)]).toEqual([
    { by: "phone", down: false },
    { by: "phone", down: true },
  ]);
});

it.each([null, "", "-", "name", "--at"])("sorts as at first where the address says %s", (text) => {
  expect(orderOf(text, ["at", "phone"], FIRST)).toEqual(FIRST);
});

it("writes what it reads", () => {
  expect(["at", "-at"].map((text) => orderText(orderOf(text, ["at"], FIRST)))).toEqual(["at", "-at"]);
});

it("turns a column round at the second click, and begins upwards with another", () => {
  expect([reverse(FIRST, "at"), reverse(reverse(FIRST, "at"), "at"), reverse(FIRST, "phone")]).toEqual([
    { by: "at", down: false },
    { by: "at", down: true },
    { by: "phone", down: false },
  ]);
});

it("sorts numbers by size and numbered names as people count", () => {
  expect(sort([10, 9, 100], (n) => n, false)).toEqual([9, 10, 100]);
  expect(sort(["门10", "门9", "门1"], (name) => name, true)).toEqual(["门10", "门9", "门1"]);
});

it("leaves equal rows in their order", () => {
  const rows = [
    { at: 1, id: "a" },
    { at: 1, id: "b" },
    { at: 0, id: "c" },
  ];
  expect(sort(rows, ({ at }) => at, true).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

it.each([
  [null, 1, [1, 2]],
  ["2", 2, [3, 4]],
  ["3", 3, [5]],
  ["9", 3, [5]],
  ["0", 1, [1, 2]],
  ["two", 1, [1, 2]],
  ["2.9", 2, [3, 4]],
])("shows for page %s the page %i", (asked, page, rows) => {
  expect(pageOf([1, 2, 3, 4, 5], asked, 2)).toEqual({ page, pages: 3, rows });
});

it("has one page where there are no rows", () => {
  expect(pageOf([], null, 50)).toEqual({ page: 1, pages: 1, rows: [] });
});
