/** Removes meaningless traces of keyboards, input methods and copying from a typed text: invisible characters, odd spaces, full width. Pure; refuses nothing. */

/** Characters that show nothing: soft hyphen, joiners, direction marks, fillers of input methods, variation selectors, the empty Braille cell. */
const INVISIBLE =
  /\u034f|[\ufe00-\ufe0f]|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\u{e0000}-\u{e01ef}]/gu;

/** Characters that people type for a middle dot and for an apostrophe. Each text is the inside of a character class in a regular expression. */
export const MIDDLE_DOTS = "·•‧∙⋅・･⸱⸳ㆍꞏ᛫●";
export const APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′՚ꞌ";
/** Characters that people type for a hyphen, with U+2010–2015, the minus sign and the small hyphen. The long vowel mark of Japanese is a letter and does not belong here. */
export const HYPHENS = "\\-‐‑‒–—―⁃−﹣";
/** The full stop of a Chinese keyboard, on the key where other keyboards have the point. */
export const CHINESE_STOP = "[。｡]";

/** The text without invisible characters and without spaces at its ends; every other white space becomes a space. */
export function withoutTraces(text: string): string {
  return text.replace(INVISIBLE, "").replace(/\s/g, " ").trim();
}

/** The text like `withoutTraces`, with full-width forms as half-width. */
export function fold(text: string): string {
  return withoutTraces(text).replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}
