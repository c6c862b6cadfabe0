/** Lines of a CSV: quoted by RFC 4180, and without formulas. */
import { expect, test } from "vitest";
import { csvLine } from "../../../../src/domain/history/csv.ts";

test.each([
  [["南门", "尹**"], "南门,尹**\r\n"],
  [["", "a,b"], ',"a,b"\r\n'],
  [['他说"好"'], '"他说""好"""\r\n'],
  [["一\n二"], '"一\n二"\r\n'],
])("%j is the line %j", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["\r=1", '"\'\r=1"'],
  ["＝1", "'＝1"],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ["1=1", "1=1"],
])("the cell %j is the text %j", (cell, text) => {
  expect(csvLine([cell])).toBe(`${text}\r\n`);
});
