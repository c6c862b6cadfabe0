/** Writes CSV that Excel and WPS open correctly: RFC 4180, and no cell that they would run as a formula. Pure. */

/** Belongs before the first line: without it Excel reads UTF-8 as the local code page. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line with its line end. A cell that begins like a formula gets an apostrophe before it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(text: string): string {
  const safe = harmless(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The beginning of a formula, also in full width: the Chinese Excel treats both widths alike. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** The text, with an apostrophe before it if it begins like a formula. */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
