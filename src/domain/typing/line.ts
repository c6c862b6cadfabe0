/** Free text on one line, as addresses, reasons and names of places are: how it is cleaned, and what it may hold. Pure. */
import { withoutTraces } from "./fold.ts";

export type LineFault = "too_long" | "characters";

/** Controls, private characters, halves of pairs, pictographs. Characters that the engine does not know are accepted: rare Chinese ones are among them. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\p{Extended_Pictographic}]/u;

/** The fault of a text of at most `max` characters; null if it has none. Characters, and not UTF-16 units: rare Chinese ones have two. */
export function lineFault(text: string, max: number): LineFault | null {
  const line = withoutTraces(text);
  if (Array.from(line).length > max) return "too_long";
  return FORBIDDEN.test(line) ? "characters" : null;
}
