/** Writes the XML parts of a workbook, ISO/IEC 29500-1 §18: cells with text or instants, a frozen head, a filter. Pure; does not zip the parts. */
import { CHINA_OFFSET_MS } from "../china-time.ts";
import { harmless } from "./csv.ts";
import { DAY_MS } from "../instant.ts";

/** The most rows in a sheet of Excel and WPS. */
export const SHEET_ROWS = 1_048_576;

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** Days from Excel's day 0 to 1970-01-01. */
const EPOCH_DAYS = 25_569;
/** Styles of cells, as indexes into `cellXfs` in STYLES. */
const STYLE = { head: 1, text: 2, moment: 3 } as const;

/** The characters that `xmlText` may have to replace. Most texts have none, and this one test is fast. */
const SPECIAL = /[&<>"_\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "\t",
  "\n": "\n",
  "\r": "_x000D_",
};

/** Text, or an instant in ms for display in China's time. */
export type Cell = string | number;

export interface Part {
  readonly path: string;
  readonly text: string;
}

/** The beginning of a sheet. @param widths of the columns, in characters @param frozenRows how many rows at the top stay in sight */
export function sheetHead(widths: readonly number[], frozenRows: number): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const pane = `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`;
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join("")}</cols><sheetData>`;
}

/** A row of a sheet. @param number its number, from 1 */
export function sheetRow(number: number, cells: readonly Cell[], style: "head" | "text" = "text"): string {
  let xml = "";
  for (const [at, cell] of cells.entries()) {
    const place = `<c r="${columnName(at)}${number}"`;
    if (typeof cell === "number") xml += `${place} s="${STYLE.moment}"><v>${dayNumber(cell)}</v></c>`;
    else xml += `${place} s="${STYLE[style]}" t="inlineStr"><is><t>${xmlText(harmless(cell))}</t></is></c>`;
  }
  return `<row r="${number}">${xml}</row>`;
}

/** The end of a sheet. @param headRow the number of the row with the filters of the columns, which filter the rows below it up to `lastRow` */
export function sheetFoot(columns: number, headRow: number, lastRow: number): string {
  return `</sheetData><autoFilter ref="A${headRow}:${columnName(columns - 1)}${lastRow}"/></worksheet>`;
}

export function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** The parts of a workbook without its sheets. @param names of the sheets, in order */
export function workbookParts(names: readonly string[]): readonly Part[] {
  const sheets = names.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  const relations = names.map((_, at) => relation(`rId${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`));
  const types = names.map((_, at) => `<Override PartName="/${sheetPath(at + 1)}" ContentType="${TYPE}.worksheet+xml"/>`);
  return [
    { path: "xl/styles.xml", text: STYLES },
    {
      path: "xl/workbook.xml",
      text: `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets></workbook>`,
    },
    { path: "xl/_rels/workbook.xml.rels", text: relationships([...relations, relation("rIdStyles", "styles", "styles.xml")]) },
    { path: "_rels/.rels", text: relationships([relation("rId1", "officeDocument", "xl/workbook.xml")]) },
    {
      path: "[Content_Types].xml",
      text: `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${types.join("")}</Types>`,
    },
  ];
}

const FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
const xf = (numFmtId: number, fontId = 0) =>
  `<xf numFmtId="${numFmtId}" fontId="${fontId}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
/** The styles of the workbook. Number format 49 is text: a cell with it stays text when it is edited. */
const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">${xf(0)}${xf(49, 1)}${xf(49)}${xf(164)}</cellXfs></styleSheet>`;

function relation(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
}

function relationships(relations: readonly string[]): string {
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}</Relationships>`;
}

/** A to Z: no table has more than 26 columns. */
function columnName(at: number): string {
  return String.fromCharCode(65 + at);
}

/** Excel's number of days in China's time, to the second. Rounded up: some readers truncate and would show the previous second. */
function dayNumber(at: number): number {
  const days = EPOCH_DAYS + (Math.floor(at / 1000) * 1000 + CHINA_OFFSET_MS) / DAY_MS;
  return Math.ceil(days * 1e9) / 1e9;
}

/** Escapes a text for XML, replaces characters that XML cannot have, and escapes `_xHHHH_`, which Excel would read as its own escape (§22.9.2.19). */
function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll(/[&<>"\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (letter) => ESCAPES[letter] ?? "\uFFFD");
}
