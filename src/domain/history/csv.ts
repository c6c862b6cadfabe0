/** Text as a CSV that opens right in Excel and WPS: RFC 4180, a byte-order mark, and no cell that could be taken for a formula. Pure. */

/** Without it Excel takes UTF-8 for the local code page. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line with its end. Each cell is text: one that begins like a formula gets an apostrophe before it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(text: string): string {
  const safe = harmless(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Also in full width: Excel in Chinese takes these for the same. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** The text itself, or with an apostrophe before it where it begins like a formula. */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
