/** The table by date and by name: successors, placeholders, and several packs as one. */
import { expect, test } from "vitest";
import type { DivisionCode } from "../../../../src/domain/division/division.ts";
import { packOfRows, unpack } from "../../../../src/domain/division/pack.ts";
import { type DivisionRow, choicesBelow, divisionOn, isValidOn, tableOf } from "../../../../src/domain/division/table.ts";

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
