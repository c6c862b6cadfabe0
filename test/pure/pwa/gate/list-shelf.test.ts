/** Which status lists a phone at a gate stores, and which it fetches again regularly. */
import { expect, test } from "vitest";
import { namesToRefresh, roomFor } from "../../../../src/pwa/gate/list-shelf.ts";

const OWN = ["420107001002-20200301", "420107001002-20200302"];
const MIB = 2 ** 20;

const aList = (name: string, bytes = 300) => ({ name, bytes });
const met = (count: number, bytes?: number) => Array.from({ length: count }, (_, index) => aList(`met-${index}`, bytes));
const names = (lists: readonly { readonly name: string }[]) => lists.map(({ name }) => name);

test("a full shelf drops the lists with the oldest use, and never the lists of its own community", () => {
  const lists = [...OWN.map((name) => aList(name)), ...met(40)];
  expect(names(roomFor(lists, OWN))).toEqual([...OWN, ...names(met(40)).slice(10)]);
});

test("a list with a new use stays longer than the others", () => {
  const [first, ...others] = met(40);
  if (first === undefined) throw new Error("no list was met");
  expect(names(roomFor([...others, first], OWN)).at(-1)).toBe("met-0");
});

test("lists take four megabytes together; a single larger list stays only for the gate's own community", () => {
  expect(names(roomFor(met(3, 2 * MIB), OWN))).toEqual(["met-1", "met-2"]);
  expect(roomFor(met(1, 5 * MIB), OWN)).toEqual([]);
  expect(names(roomFor([aList(OWN[0] ?? "", 5 * MIB), ...met(1)], OWN))).toEqual([OWN[0]]);
});

test("the gate follows its own lists before they exist, and the six other lists with the newest use", () => {
  expect(namesToRefresh([], OWN)).toEqual(OWN);
  expect(namesToRefresh([aList(OWN[1] ?? ""), ...met(8)], OWN)).toEqual([...OWN, ...names(met(8)).slice(2)]);
});
