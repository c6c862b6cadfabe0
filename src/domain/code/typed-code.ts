/** Reads the digits of a code that a scanner or a person typed into a field. Pure; the verifier judges the code. */
import { readNumber } from "../typing/number.ts";

/** The digits in half width, without spaces and marks; any other text as it is, because it may be a code of another format. */
export function readCode(text: string): string {
  const digits = readNumber(text);
  return /^\d+$/.test(digits) ? digits : text.trim();
}
