/** Which divisions a text means, against test/vectors/division/match.json; and the suggestions while a user types. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { DivisionCode } from "../../../../src/domain/division/division.ts";
import { matchDivision } from "../../../../src/domain/division/match.ts";
import { tableOf } from "../../../../src/domain/division/table.ts";
import { offer } from "../../../../src/pwa/division/search.ts";
import { cut, tableIn } from "./packs.ts";

interface Vectors {
  readonly on: string;
  readonly region: string;
  readonly cases: readonly { readonly text: string; readonly matches: readonly string[]; readonly unmatched: string }[];
}

const ROW = { aliases: [], validFrom: null, validTo: null, successor: null };
const VECTORS = new URL("../../../vectors/division/match.json", import.meta.url);
const { on, region, cases }: Vectors = JSON.parse(readFileSync(VECTORS, "utf8"));
const table = tableIn(cut(), "country.json", "names-4201.json");

test.each(cases)("the text $text is read as in the vector", ({ text, matches, unmatched }) => {
  const read = matchDivision(text, table, on, region);
  expect({ matches: read.matches.map(({ code }) => code), unmatched: read.unmatched }).toEqual({ matches, unmatched });
});

test("places with the same name come with their whole paths, the place of the region first", () => {
  expect(matchDivision("青山区", table, on, "1502").matches).toEqual([
    { code: "150204", path: ["内蒙古自治区", "包头市", "青山区"] },
    { code: "420107", path: ["湖北省", "武汉市", "青山区"] },
  ]);
});

test("of two equally complete readings the one with more names wins", () => {
  const rows = [
    ["420107001", "红卫路街道"],
    ["420107001002", "康苑社区"],
    ["420102002001", "红卫路街道康苑社区"],
  ].map(([code = "", name = ""]) => ({
    code: code as DivisionCode,
    name,
    aliases: [],
    validFrom: null,
    validTo: null,
    successor: null,
  }));
  expect(matchDivision("红卫路街道康苑社区", tableOf(rows), on).matches.map(({ code }) => code)).toEqual(["420107001002"]);
});

test("a half-typed name offers the places that contain its letters", () => {
  expect(offer("红卫路街道康", table, on, region).map(({ code }) => code)).toEqual(["420107001002"]);
});

test.each(["湖北省武汉市青山区红卫路街道康苑社区", "武汉青山红卫路康苑社区", "武汉市 青山区 康苑社区居委会"])(
  "the pasted address %s is found where the table has the names above the region",
  (text) => {
    expect(offer(text, table, on, region).map(({ code }) => code)).toEqual(["420107001002"]);
    expect(offer(text, tableIn(cut(), "names-4201.json"), on, region)).toEqual([]);
  },
);

test("one character offers nothing", () => {
  expect(offer("青", table, on, region)).toEqual([]);
});

test("no place outside the region is offered", () => {
  expect(offer("青山区", table, on, region).map(({ code }) => code)).toEqual(["420107"]);
});

test("of many places with one name twenty are given: the region's first, then the wider ones, then by code", () => {
  const codes = Array.from({ length: 25 }, (_, index) => `42${String(25 - index).padStart(2, "0")}07`);
  const rows = [...codes, "4299"].map((code) => ({ ...ROW, code: code as DivisionCode, name: "青山区" }));
  const { matches } = matchDivision("青山区", tableOf(rows), on, "4224");
  const others = codes.toReversed().filter((code) => code !== "422407");
  expect(matches.map(({ code }) => code)).toEqual(["422407", "4299", ...others].slice(0, 20));
});

test("a city and its only county of the same name are one place, with the shorter code", () => {
  const rows = [
    ["44", "广东省"],
    ["4419", "东莞市"],
    ["441900", "东莞市"],
  ].map(([code = "", name = ""]) => ({ ...ROW, code: code as DivisionCode, name }));
  expect(matchDivision("东莞市", tableOf(rows), on).matches).toEqual([{ code: "4419", path: ["广东省", "东莞市"] }]);
});

test("a text without any name stays whole, without spaces and the country's name", () => {
  const rows = [{ ...ROW, code: "44" as DivisionCode, name: "广东省" }];
  expect(matchDivision("中国 某 处", tableOf(rows), on)).toEqual({ matches: [], unmatched: "某处" });
  expect(matchDivision("中国广东省某处", tableOf(rows), on)).toEqual({
    matches: [{ code: "44", path: ["广东省"] }],
    unmatched: "某处",
  });
});

test("a whole name comes before a name without its kind, and more names come before fewer", () => {
  const rows = [
    { ...ROW, code: "4201" as DivisionCode, name: "武汉市" },
    { ...ROW, code: "420107" as DivisionCode, name: "青山区" },
    { ...ROW, code: "150204" as DivisionCode, name: "青山县", aliases: ["青山"] },
    { ...ROW, code: "420108" as DivisionCode, name: "武汉市青山区" },
  ];
  const codes = (text: string) => matchDivision(text, tableOf(rows), on).matches.map(({ code }) => code);
  expect([codes("青山"), codes("武汉市青山区"), codes("武汉青山区")]).toEqual([["150204"], ["420107"], ["420107"]]);
});
