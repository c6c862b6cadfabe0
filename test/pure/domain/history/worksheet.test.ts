/** The XML of a workbook's parts, byte for byte as Excel and WPS open them. */
import { expect, test } from "vitest";
import { SHEET_ROWS, sheetFoot, sheetHead, sheetRow, workbookParts } from "../../../../src/domain/history/worksheet.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const text = (place: string, style: number, written: string) =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t>${written}</t></is></c>`;
const format = (number: number, bold: number) =>
  `<xf numFmtId="${number}" fontId="${bold}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
const moment = (at: number) => sheetRow(2, [at]);

test("a sheet begins with the widths of its columns and its frozen head", () => {
  expect(sheetHead([12, 20], 2)).toBe(
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="1" width="12" customWidth="1"/><col min="2" max="2" width="20" customWidth="1"/></cols><sheetData>`,
  );
});

test("cells of the head are bold, and cells of a row are text", () => {
  expect(sheetRow(1, ["时间", "姓名"], "head")).toBe(`<row r="1">${text("A1", 1, "时间")}${text("B1", 1, "姓名")}</row>`);
  expect(sheetRow(3, ["时间", "=1+1"])).toBe(`<row r="3">${text("A3", 2, "时间")}${text("B3", 2, "'=1+1")}</row>`);
});

test.each([
  ["midnight", Date.UTC(2020, 1, 28, 16), "43890"],
  ["noon", Date.UTC(2020, 1, 29, 4), "43890.5"],
  ["the second of an instant, rounded up", Date.UTC(2020, 1, 29, 4, 5, 6, 999), "43890.503541667"],
  ["the next second", Date.UTC(2020, 1, 29, 4, 5, 7), "43890.503553241"],
  ["the beginning of 1970 in London", 0, "25569.333333334"],
])("a moment is a number of days in China: %s", (_, at, days) => {
  expect(moment(at)).toBe(`<row r="2"><c r="A2" s="3"><v>${days}</v></c></row>`);
});

test.each([
  ['a<b>&"c"', "a&lt;b&gt;&amp;&quot;c&quot;"],
  ["a\tb\nc\rd", "a\tb\nc_x000D_d"],
  ["a\u0001b\uFFFEc\uD800d", "a\uFFFDb\uFFFDc\uFFFDd"],
  ["_x000D_", "_x005F_x000D_"],
  ["_x000D", "_x000D"],
  ["a_b", "a_b"],
])("the text %j is written %j", (cell, written) => {
  expect(sheetRow(1, [cell])).toBe(`<row r="1">${text("A1", 2, written)}</row>`);
});

test("a sheet ends with the filter of its head", () => {
  expect(sheetFoot(2, 1, 9)).toBe('</sheetData><autoFilter ref="A1:B9"/></worksheet>');
  expect(SHEET_ROWS).toBe(2 ** 20);
});

test("a workbook has styles, names and relations for its sheets", () => {
  const parts = new Map(workbookParts(["通行", "A&B"]).map((part) => [part.path, part.text]));
  const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  expect(Object.fromEntries(parts)).toEqual({
    "xl/styles.xml": `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">${format(0, 0)}${format(49, 1)}${format(49, 0)}${format(164, 0)}</cellXfs></styleSheet>`,
    "xl/workbook.xml": `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="通行" sheetId="1" r:id="rId1"/><sheet name="A&amp;B" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${relation("rId1", "worksheet", "worksheets/sheet1.xml")}${relation("rId2", "worksheet", "worksheets/sheet2.xml")}${relation("rIdStyles", "styles", "styles.xml")}</Relationships>`,
    "_rels/.rels": `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "[Content_Types].xml": `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  });
});
