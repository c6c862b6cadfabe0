/** What an input method or a paste leaves in a text that means nothing: full-width forms and marks nobody sees. */

/** Full-width ASCII (U+FF01–FF5E) as half-width, every white space as a space, invisible marks removed. */
export function halfWidth(text: string): string {
  return (
    text
      .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
      // Contact lists wrap a copied number in direction marks.
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "")
      .replace(/\s/g, " ")
  );
}
