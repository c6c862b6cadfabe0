/** Which communities members of the register cover, and so which are left to the nation's own codes. */
import { expect, test } from "vitest";
import { isCovered, type MemberOf } from "../../../../src/domain/federation/cover.ts";

const WUCHANG = "420106002001";
type Row = NonNullable<ReturnType<MemberOf>>;

const member = (from: number, until: number | null = null, mode: Row["mode"] = "A"): Row => ({
  mode,
  membership: { from, until },
});
const register = (rows: Readonly<Record<string, Row | null>>) => (at: number) => isCovered(WUCHANG, at, (code) => rows[code]);

test.each<readonly [string, Readonly<Record<string, Row | null>>, readonly (boolean | null)[]]>([
  ["nobody", {}, [false, false, false]],
  ["its province, from 10", { "42": member(10) }, [false, true, true]],
  ["its city, from 11", { "4201": member(11) }, [false, false, true]],
  ["its province until 11", { "42": member(0, 11) }, [true, true, false]],
  ["another city of its province", { "4202": member(0) }, [false, false, false]],
  ["another province", { "44": member(0) }, [false, false, false]],
  ["a county, which no issuer is", { "420106": member(0) }, [false, false, false]],
  ["a region with a system that signs no codes", { "42": member(10, null, "B") }, [false, true, true]],
  ["a region without a system", { "42": member(0, null, "C") }, [false, false, false]],
  [
    "a city without a system since 11 in a province with one",
    { "42": member(0), "4201": member(11, null, "C") },
    [true, true, false],
  ],
  ["an issuer without the register", { "42": { mode: null, membership: null } }, [false, false, false]],
  ["perhaps its province", { "42": null }, [null, null, null]],
  ["perhaps its city, and its province", { "42": member(0), "4201": null }, [null, null, null]],
  ["its city from 10, and perhaps its province", { "42": null, "4201": member(10) }, [null, true, true]],
])("a community is covered by %s", (_, rows, wanted) => {
  expect([9, 10, 11].map(register(rows))).toEqual(wanted);
});
