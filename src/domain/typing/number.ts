/** Reads typed and pasted numbers: phone numbers, document numbers, one-time passwords, codes. Pure; the caller checks the result. */
import { APOSTROPHES, CHINESE_STOP, fold, HYPHENS, MIDDLE_DOTS } from "./fold.ts";

/** A label before the number that people copy along: 身份证号：…, 手机号 …, ID No. …, Tel. … */
const LABEL =
  /^(?:[^\d:]{1,20}:|[\p{Script=Han}() ]{1,12}(?=[+A-Z\d(])|(?:(?:id|identity|card|passport|permit|number|no|tel|phone|mobile)\b[. ]*)+)/iu;
/** Characters that stand between the groups of a number or around it, and belong to no number. */
const SEPARATORS = new RegExp(`[ ."“”()${MIDDLE_DOTS}${APOSTROPHES}]|${CHINESE_STOP}|[,、;!?]+$`, "g");
const DASHES = new RegExp(`[${HYPHENS}]`, "g");
/** The digits of Arabic keyboards: U+0660–0669 and U+06F0–06F9. */
const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
/** Characters that are typed for the check character X: the times sign, crosses, the Cyrillic and the Greek letter, the Roman ten. */
const LIKE_X = /[×✕✖╳ХхΧχⅩⅹ]/g;

/**
 * The digits and capital letters of a number, without the label in front of it and without separators.
 * @param keepHyphens for numbers in which a hyphen counts: every hyphen becomes `-`; otherwise hyphens are removed
 */
export function readNumber(text: string, keepHyphens = false): string {
  const marks = digitsOf(fold(text))
    .replace(LABEL, "")
    .replace(SEPARATORS, "")
    .replace(DASHES, keepHyphens ? "-" : "");
  return capitals(marks.replace(LIKE_X, "X"));
}

/** A folded text with the digits of Arabic keyboards as ASCII digits. */
export function digitsOf(folded: string): string {
  return folded.replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 15));
}

/** The text with ASCII letters in upper case. Other letters stay: the upper case of some is two letters. */
export function capitals(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}
