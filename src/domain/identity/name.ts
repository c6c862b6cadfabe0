/** Checks a person's name as it stands on the document, and normalises it, so that two ways to type it give one name. */
import type { Brand } from "../brand.ts";
import { accept, refuse, type Result } from "../result.ts";
import { APOSTROPHES, CHINESE_STOP, fold, HYPHENS, MIDDLE_DOTS } from "../typing/fold.ts";

/** A normalised name: NFC, 1–60 characters, single spaces, `·` as the only middle dot. */
export type PersonName = Brand<string, "PersonName">;

export interface NameRefusal {
  /**
   * `name_characters`: a character that no name contains; `name_private_use`: a private Unicode character, which only one bank or office can display;
   * `name_form`: a mark at the beginning or the end, or two marks together.
   */
  readonly code: "name_missing" | "name_too_long" | "name_characters" | "name_private_use" | "name_form";
  readonly field: "name";
}

/** Counted in characters, not in UTF-16 units: a rare Chinese character has two units. */
const MAX_NAME_CHARACTERS = 60;
/** The longest text that is read as a name, to bound the work for a hostile text; the requests of the API have the same bound. */
export const MAX_NAME_TEXT = 240;

/** Chinese characters by block: the properties of an old engine do not know the blocks that Unicode added later. */
const BLOCKS = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{2fffd}\\u{30000}-\\u{3fffd}";
const HAN = `[\\p{Script=Han}${BLOCKS}]`;
const LETTERS = `\\p{L}\\p{Mn}\\p{Mc}${BLOCKS}`;

/** A label before the name that people copy along: 姓名：…, Name: … */
const LABEL = new RegExp(`^(?:[${APOSTROPHES}]* *(?:(?:中文|英文|本人|孩子)?(?:姓 *名|名 *字)[: ]|(?:full )?name:) *)+`, "iu");
const ANY_DOT = new RegExp(` *[${MIDDLE_DOTS}] *`, "gu");
const ANY_STOP = new RegExp(CHINESE_STOP, "gu");
const STOP_BETWEEN_HAN = new RegExp(`(${HAN}) *\\. *(?=${HAN})`, "gu");
const SPACE_BETWEEN_HAN = new RegExp(`(${HAN}) (?=${HAN})`, "gu");
const ANY_APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, "gu");
const ANY_HYPHEN = new RegExp(`[${HYPHENS}]+`, "gu");
/** The white circles that people type for 〇. */
const CIRCLES = /[○◯]/gu;
/** A mark that dictation puts at the end of a text. A question mark stands for a lost character: it stays, so that the name is refused. */
const SENTENCE_END = new RegExp(`(?: *(?:[,、:]|${CHINESE_STOP}))+ *$`, "u");
/** The apostrophe with which a spreadsheet marks a cell as text. Only before a Chinese character, because in 't Hooft it is a part of the name. */
const APOSTROPHE_BEFORE_HAN = new RegExp(`^'(?=${HAN})`, "u");
const STOP_AFTER_HAN = new RegExp(`(${HAN}) *\\.$`, "u");

/** The characters for the radicals U+2E80–2EF3; NFKC replaces only two of these. Source: EquivalentUnifiedIdeograph.txt of Unicode 14. */
const RADICALS = Array.from(
  "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿" +
    "肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
);
const FIRST_RADICAL = 0x2e80;

/** A text of letters and of the marks that names have: 阿依古丽·买买提, A/L and S/O, TAN AH KOW @ TAN AH BENG, CHAN, TAI MAN. */
const CHARACTERS = new RegExp(`^[${LETTERS}·.'/@, -]+$`, "u");
const FIRST = new RegExp(`^'?[\\p{L}${BLOCKS}]`, "u");
/** A slash, at sign or comma beside a Chinese character: Chinese names have none, so two names stand in one field. */
const TWO_NAMES = new RegExp(`${HAN} ?[/@,]|[/@,] ?${HAN}`, "u");

/**
 * Reads a name as people type, copy and dictate it. Accepts letters of any script and the marks of names; no digits, pictographs or control characters.
 * Every middle dot becomes `·`, every apostrophe `'`, a radical its character, and a space between two Chinese characters is removed (张 三).
 */
export function checkName(text: string): Result<PersonName, NameRefusal> {
  if (text.length > MAX_NAME_TEXT) return no("name_too_long");
  // Nobody types a control character by mistake; it is refused here, before `fold` turns some of them into spaces.
  if (/[\p{Cc}\u2028\u2029]/u.test(text.trim())) return no("name_characters");
  const name = normalise(fold(text).replace(LABEL, ""));
  if (name === "") return no("name_missing");
  if (Array.from(name).length > MAX_NAME_CHARACTERS) return no("name_too_long");
  if (/\p{Co}/u.test(name)) return no("name_private_use");
  if (!CHARACTERS.test(name) || TWO_NAMES.test(name)) return no("name_characters");
  return isWellFormed(name) ? accept(name) : no("name_form");
}

function normalise(text: string): string {
  return unifyCharacters(text)
    .normalize("NFC")
    .replace(SENTENCE_END, "")
    .replace(ANY_STOP, ".")
    .replace(ANY_DOT, "·")
    .replace(ANY_APOSTROPHE, "'")
    .replace(APOSTROPHE_BEFORE_HAN, "")
    .replace(ANY_HYPHEN, "-")
    .replace(/ *\/ */g, "/")
    .replace(/ *@ */g, " @ ")
    .replace(/ *, */g, ", ")
    .replace(/ +/g, " ")
    .replace(SPACE_BETWEEN_HAN, "$1")
    .replace(STOP_BETWEEN_HAN, "$1·")
    .replace(STOP_AFTER_HAN, "$1")
    .trim();
}

/** The text with characters in place of the radicals (⽂ ⻢ ⻰), Roman numerals (Ⅲ) and circles (○) that texts from PDF files, pictures and keyboards have: 文 马 龙 III 〇. U+2E80 and U+2E9A have no character and stay as they are. */
export function unifyCharacters(text: string): string {
  return text
    .replace(/[\u2e80-\u2ef3]/g, (radical) => RADICALS[radical.charCodeAt(0) - FIRST_RADICAL] ?? radical)
    .replace(/[\u2f00-\u2fd5\u2160-\u217f]/g, (compatible) => compatible.normalize("NFKC"))
    .replace(CIRCLES, "〇");
}

function isWellFormed(name: string): name is PersonName {
  return FIRST.test(name) && !/[·'-]{2}|[/@,] ?[·'/@,-]|[·'/@,-]$/.test(name);
}

function no(code: NameRefusal["code"]) {
  return refuse<NameRefusal>({ code, field: "name" });
}
