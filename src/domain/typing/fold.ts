/** Removes the traces of keyboards, input methods and copied texts that have no meaning. Every reader of a typed text begins here. Pure; judges nothing. */

/** Show nothing: soft hyphen, joiners, direction marks, fillers of input methods, variation selectors, the empty Braille cell. */
const INVISIBLE =
  /\u034f|[\ufe00-\ufe0f]|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\u{e0000}-\u{e01ef}]/gu;

/** Keyboards have many marks for one: these are the parts of a character class. */
export const MIDDLE_DOTS = "·•‧∙⋅・･⸱⸳ㆍꞏ᛫●";
export const APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′՚ꞌ";
/** With U+2010–2015, the minus sign and the small hyphen. The long vowel mark of Japanese is a letter, and is missing here. */
export const HYPHENS = "\\-‐‑‒–—―⁃−﹣";
/** The full stop of a Chinese keyboard stands where other keyboards have the point. */
export const CHINESE_STOP = "[。｡]";

/** Every white space as a space, without marks that show nothing and without spaces at the ends. */
export function withoutTraces(text: string): string {
  return text.replace(INVISIBLE, "").replace(/\s/g, " ").trim();
}

/** The same with full-width forms as half-width. */
export function fold(text: string): string {
  return withoutTraces(text).replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}
