/** A person's name as on their document: letters of any script, normalised so that two ways of typing it are one name. */
import type { Brand } from "../brand.ts";
import { accept, refuse, type Result } from "../result.ts";
import { halfWidth } from "./half-width.ts";

/** NFC, 1–60 characters, single spaces, `·` as the only middle dot. */
export type PersonName = Brand<string, "PersonName">;

export interface NameRefusal {
  /** `name_characters`: one that no name holds; `name_form`: begins or ends with a mark, or has two marks together. */
  readonly code: "name_missing" | "name_too_long" | "name_characters" | "name_form";
  readonly field: "name";
}

const MAX_NAME_CHARACTERS = 60;

/**
 * Checks and normalises a name: letters of any script, `·` `.` `'` `-` and inner spaces; no digits, emoji or control characters.
 * Every middle dot becomes `·`, every apostrophe `'`, and a space between two Chinese characters goes (张 三).
 */
export function checkName(text: string): Result<PersonName, NameRefusal> {
  // Before any work on a text that cannot be a name.
  if (text.length > MAX_NAME_CHARACTERS * 4) return no("name_too_long");
  // A line break or a bell in a name is no slip of the hand, and white space would hide it.
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
  // 〇 is a number to Unicode and a character in Chinese names.
  if (!/^[\p{L}\p{Mn}\p{Mc}\u3007·.' -]+$/u.test(name)) return no("name_characters");
  return isWellFormed(name) ? accept(name) : no("name_form");
}

function isWellFormed(name: string): name is PersonName {
  return /^[\p{L}\u3007]/u.test(name) && !/[·'-]{2}|[·'-]$/.test(name);
}

function no(code: NameRefusal["code"]) {
  return refuse<NameRefusal>({ code, field: "name" });
}
