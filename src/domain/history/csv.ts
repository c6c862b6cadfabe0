/** Writes CSV that Excel and WPS open correctly: RFC 4180, every cell quoted, and no cell that they would run as a formula, whatever they take for the separator. Pure. */

/** Belongs before the first line: without it Excel reads UTF-8 as the local code page. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line with its line end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${harmless(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

/**
 * Formulas begin with a sign, at the beginning of a cell or after a character at which a program with other settings, or "text to columns", begins another
 * cell. Signs count in every width, because the Chinese Excel treats full and half width alike. Blanks and quotes before a sign may get lost.
 */
const SIGN = String.raw`[\s"]*[=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−]`;
const AT_THE_BEGINNING = new RegExp(String.raw`^(?=${SIGN}|[\t\r\n])`, "u");
const AFTER_A_SEPARATOR = new RegExp(String.raw`[,;\t\r\n](?=${SIGN})`, "gu");

/** The text, with an apostrophe before each beginning of a formula. */
export function harmless(text: string): string {
  return text.replaceAll(AFTER_A_SEPARATOR, "$&'").replace(AT_THE_BEGINNING, "'");
}
