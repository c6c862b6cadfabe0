/** Sorting and paging of the tables of the workbench on the PC, and their state in the address. */
import { expect, it } from "vitest";
import { orderOf, orderText, pageOf, reverse, sort } from "../../../../src/pwa/ui/order.ts";

const FIRST = { by: "at", down: true };

it("the address states the column and the direction", () => {
  expect([orderOf("phone", ["at", "phone"], FIRST), orderOf("-phone", ["at", "phone"], FIRST)]).toEqual([
    { by: "phone", down: false },
    { by: "phone", down: true },
  ]);
});

it.each([null, "", "-", "name", "--at"])("the order is the first one when the address has %s", (text) => {
  expect(orderOf(text, ["at", "phone"], FIRST)).toEqual(FIRST);
});

it("an order that is written to the address is read back unchanged", () => {
  expect(["at", "-at"].map((text) => orderText(orderOf(text, ["at"], FIRST)))).toEqual(["at", "-at"]);
});

it("a second click on a column reverses it, and another column begins upwards", () => {
  expect([reverse(FIRST, "at"), reverse(reverse(FIRST, "at"), "at"), reverse(FIRST, "phone")]).toEqual([
    { by: "at", down: false },
    { by: "at", down: true },
    { by: "phone", down: false },
  ]);
});

it("numbers are sorted by size, and names with numbers by their numbers", () => {
  expect(sort([10, 9, 100], (n) => n, false)).toEqual([9, 10, 100]);
  expect(sort(["门10", "门9", "门1"], (name) => name, true)).toEqual(["门10", "门9", "门1"]);
});

it("equal rows stay in their order", () => {
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
])("the request for page %s shows page %i", (request, page, rows) => {
  expect(pageOf([1, 2, 3, 4, 5], request, 2)).toEqual({ page, pages: 3, rows });
});

it("a table without rows has one page", () => {
  expect(pageOf([], null, 50)).toEqual({ page: 1, pages: 1, rows: [] });
});
