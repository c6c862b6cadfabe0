/** Text of a spreadsheet's cell that nobody's program takes for a formula, in whatever format it leaves or is saved again. Pure. */

/** Also in full width: Excel in Chinese takes these for the same. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** The text itself, or with an apostrophe before it where it begins like a formula. */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
