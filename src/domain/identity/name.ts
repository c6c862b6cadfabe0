/** Checks a person's name as it stands on the document, and normalises it, so that two ways to type it give one name. */
import type { Brand } from "../brand.ts";
import { accept, refuse, type Result } from "../result.ts";
import { halfWidth } from "./half-width.ts";

/** NFC, 1–60 characters, single spaces, `·` as the only middle dot. */
export type PersonName = Brand<string, "PersonName">;

export interface NameRefusal {
  /** `name_characters`: a character that no name contains; `name_form`: a mark at the beginning or the end, or two marks together. */
  readonly code: "name_missing" | "name_too_long" | "name_characters" | "name_form";
  readonly field: "name";
}

const MAX_NAME_CHARACTERS = 60;

/**
 * Checks and normalises a name: letters of any script, `·` `.` `'` `-` and inner spaces; no digits, emoji or control characters.
 * Every middle dot becomes `·`, every apostrophe `'`, and a space between two Chinese characters is removed (张 三).
 */
export function checkName(text: string): Result<PersonName, NameRefusal> {
  // A bound on the work for a hostile text.
  if (text.length > MAX_NAME_CHARACTERS * 4) return no("name_too_long");
  // Nobody types a control character by mistake, and the replacement of white space below would hide it.
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) return no("name_characters");
  const name = halfWidth(text)
    .replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, "")
    .normalize("NFC")
    .replace(/ *[\u2022\u2027\u2219\u22c5\u30fb\uff65\u00b7] */g, "·")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010\u2011]/g, "-")
    .replace(/ +/g, " ")
    .replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, "$1")
    .trim();
  if (name === "") return no("name_missing");
  if (Array.from(name).length > MAX_NAME_CHARACTERS) return no("name_too_long");
  // Unicode calls 〇 a number; Chinese names use it as a character.
  if (!/^[\p{L}\p{Mn}\p{Mc}\u3007·.' -]+$/u.test(name)) return no("name_characters");
  return isWellFormed(name) ? accept(name) : no("name_form");
}

function isWellFormed(name: string): name is PersonName {
  return /^[\p{L}\u3007]/u.test(name) && !/[·'-]{2}|[·'-]$/.test(name);
}

function no(code: NameRefusal["code"]) {
  return refuse<NameRefusal>({ code, field: "name" });
}
