/** Writes CSV that Excel and WPS open correctly: RFC 4180, a byte-order mark, and no cell that they would run as a formula. Pure. */

/** Without it Excel reads UTF-8 as the local code page. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line with its line end. A cell that begins like a formula gets an apostrophe before it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(text: string): string {
  const safe = harmless(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Also in full width: the Chinese Excel treats these characters alike. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** The text, with an apostrophe before it if it begins like a formula. */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
