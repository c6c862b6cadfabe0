/** Lines of a CSV: quoted by RFC 4180, and without formulas for a reader with any separator. Source: attack S14. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, harmless } from "../../../../src/domain/history/csv.ts";
import { readCsv } from "../../../support/csv-reader.ts";

const SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "⁼", "⁺", "⁻", "₌", "₊", "₋", "−"];
/** The beginning of a cell that a spreadsheet may run, also after it has removed blanks and quotes. */
const FORMULA = new RegExp(String.raw`^[\s"]*[${SIGNS.join("").replace("-", String.raw`\-`)}]`, "u");

test.each([
  [["南门", "尹**"], '"南门","尹**"\r\n'],
  [["", "a,b"], '"","a,b"\r\n'],
  [['他说"好"'], '"他说""好"""\r\n'],
  [["一\n二"], '"一\n二"\r\n'],
])("%j is the line %j", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

test.each([
  ["=1+1", "'=1+1"],
  ["\t=1", "'\t'=1"],
  ["\r=1", "'\r'=1"],
  ["\n南", "'\n南"],
  ["  =1", "'  =1"],
  ['"=1', `'"=1`],
  ['=HYPERLINK("x","y")', '\'=HYPERLINK("x","y")'],
  ["a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"],
  ["a; \t=1;−2", "a;' \t'=1;'−2"],
  ['a;"=1', `a;'"=1`],
  ["a,=1", "a,'=1"],
  ["1=1", "1=1"],
  ["2020-02-29 20:15:29", "2020-02-29 20:15:29"],
  ["138*****678", "138*****678"],
  ["3号楼;西侧", "3号楼;西侧"],
])("the cell %j is the text %j", (cell, text) => {
  expect(harmless(cell)).toBe(text);
});

test.each(SIGNS)("%s begins a formula, at the beginning and after a separator", (sign) => {
  expect(harmless(`${sign}1;${sign}2`)).toBe(`'${sign}1;'${sign}2`);
});

const letters = fc.constantFrom(...SIGNS, "a", "南", "1", ",", ";", "\t", "\r", "\n", '"', "'", " ", "\u3000", "|");
const cell = fc.string({ unit: letters, maxLength: 12 });
const lines = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

test("a reader with the comma gets every cell as it was made harmless", () => {
  fc.assert(
    fc.property(lines, (cells) => {
      expect(readCsv(cells.map(csvLine).join(""), ",")).toEqual(cells.map((line) => line.map(harmless)));
    }),
    { numRuns: 2000 },
  );
});

test.each([",", ";", "\t"])("a reader with the separator %j finds no formula in any cell", (separator) => {
  fc.assert(
    fc.property(lines, (cells) => {
      const read = readCsv(cells.map(csvLine).join(""), separator).flat();
      expect(read.filter((text) => FORMULA.test(text))).toEqual([]);
    }),
    { numRuns: 5000 },
  );
});
