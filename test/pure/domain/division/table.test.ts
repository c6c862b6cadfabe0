/** The table by date and by name: successors, placeholders, and several packs as one. */
import { expect, test } from "vitest";
import type { DivisionCode } from "../../../../src/domain/division/division.ts";
import { packOfRows, unpack } from "../../../../src/domain/division/pack.ts";
import {
  type DivisionRow,
  choicesBelow,
  divisionOn,
  isValidOn,
  joinTables,
  pathOf,
  tableOf,
} from "../../../../src/domain/division/table.ts";

function aRow(code: string, name: string, more: Partial<DivisionRow> = {}): DivisionRow {
  return { code: code as DivisionCode, name, aliases: [], validFrom: null, validTo: null, successor: null, ...more };
}

const ENDED = aRow("420107", "旧区", { validTo: "2020-06-30", successor: "420108" as DivisionCode });
const FOLLOWING = aRow("420108", "新区", { validFrom: "2020-07-01" });
const table = tableOf([aRow("42", "湖北省"), aRow("4201", "武汉市"), ENDED, FOLLOWING]);

test("a division is valid on its first and on its last day, and not beside them", () => {
  const row = aRow("42", "湖北省", { validFrom: "2020-02-25", validTo: "2020-06-30" });
  expect(["2020-02-24", "2020-02-25", "2020-06-30", "2020-07-01"].map((day) => isValidOn(row, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test("after its last day a code means its successor", () => {
  expect([divisionOn(table, "420107", "2020-06-30")?.name, divisionOn(table, "420107", "2020-07-01")?.name]).toEqual([
    "旧区",
    "新区",
  ]);
});

test("before its first day a code means nothing", () => {
  expect(divisionOn(table, "420108", "2020-06-30")).toBeUndefined();
});

test("successors that lead in a circle mean nothing", () => {
  const circle = tableOf([
    aRow("11", "甲", { validTo: "2020-01-01", successor: "12" as DivisionCode }),
    aRow("12", "乙", { validTo: "2020-01-01", successor: "11" as DivisionCode }),
  ]);
  expect(divisionOn(circle, "11", "2020-02-01")).toBeUndefined();
});

test("only what is valid on the day is offered for choice", () => {
  expect(["2020-06-30", "2020-07-01"].map((day) => choicesBelow(table, "4201", day).map(({ name }) => name))).toEqual([
    ["旧区"],
    ["新区"],
  ]);
});

test("a pack gives back the rows that went in, with aliases, days and successors", () => {
  const rows = [ENDED, aRow("420107001", "街道", { aliases: ["街"], validFrom: "2020-03-01" }), FOLLOWING];
  const packed = JSON.stringify(packOfRows("2020-02-25", "4201", rows));
  expect(unpack(JSON.parse(packed))).toEqual(rows);
});

test("of joined tables the first one that has a code is believed, and what is below stands in the order of codes", () => {
  const one = tableOf([aRow("4203", "三", { aliases: ["叁市"] }), aRow("4201", "一市")]);
  const two = tableOf([aRow("42", "湖北省"), aRow("4202", "二市"), aRow("4203", "旧三市"), aRow("4200", "零市")]);
  const joined = joinTables([one, two, tableOf([aRow("4204", "四市")])]);
  expect(joined.children("42").map(({ name }) => name)).toEqual(["零市", "一市", "二市", "三", "四市"]);
  expect([joined.row("4203")?.name, joined.row("42")?.name, joined.row("43")]).toEqual(["三", "湖北省", undefined]);
  expect(joined.rowsNamed("叁市").map(({ row }) => row.code)).toEqual(["4203"]);
  expect([joined.longestForm, tableOf([]).longestForm, joinTables([]).longestForm, joinTables([]).children("42")]).toEqual([
    3,
    0,
    0,
    [],
  ]);
  expect(
    joinTables([one])
      .children("42")
      .map(({ code }) => code),
  ).toEqual(["4203", "4201"]);
  expect(
    joinTables([one, tableOf([])])
      .children("42")
      .map(({ code }) => code),
  ).toEqual(["4203", "4201"]);
});

test("placeholders are neither said nor chosen: what is below them is", () => {
  const peking = tableOf([
    aRow("11", "北京市"),
    aRow("1101", "市辖区"),
    aRow("110101", "东城区"),
    aRow("110102", "旧区", { validTo: "2020-06-30" }),
    aRow("1102", "县"),
    aRow("110228", "县"),
  ]);
  expect(choicesBelow(peking, "11", "2020-07-01").map(({ code }) => code)).toEqual(["110101", "110228"]);
  expect(pathOf(peking, "110101" as DivisionCode)).toEqual(["北京市", "东城区"]);
  expect(pathOf(peking, "110228" as DivisionCode)).toEqual(["北京市", "县"]);
});

test("a city is passed over where its only county bears its name, and nowhere else", () => {
  const rows = [
    aRow("44", "广东省"),
    aRow("4419", "东莞市"),
    aRow("441900", "东莞市"),
    aRow("4420", "中山市"),
    aRow("442001", "东区"),
  ];
  expect(choicesBelow(tableOf(rows), "44", "2020-07-01").map(({ code }) => code)).toEqual(["441900", "4420"]);
});
