/** Removes traces of an input method or a paste that have no meaning: full-width forms and invisible marks. */

/** Full-width ASCII (U+FF01–FF5E) as half-width, every white space as a space, invisible marks removed. */
export function halfWidth(text: string): string {
  return (
    text
      .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
      // A number that is copied from a contact list stands between direction marks.
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "")
      .replace(/\s/g, " ")
  );
}
