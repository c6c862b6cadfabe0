/** Checks free text on one line, such as an address, a reason or the name of a place: its length and its characters. Pure. */
import { withoutTraces } from "./fold.ts";

export type LineFault = "too_long" | "characters";

/** Controls, private characters, halves of surrogate pairs, pictographs. Characters that the engine does not know are accepted: rare Chinese ones are among them. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\p{Extended_Pictographic}]/u;

/** The fault of a text that may have at most `max` characters; null if it has none. Counts characters, not UTF-16 units, of which a rare Chinese character has two. */
export function lineFault(text: string, max: number): LineFault | null {
  const line = withoutTraces(text);
  if (Array.from(line).length > max) return "too_long";
  return FORBIDDEN.test(line) ? "characters" : null;
}
