/** The stored reason of a colour, and when the phone requests it again: not at every display. Pure: the clock is an argument. */
import type { PersonColour } from "../../../contract/colour.ts";
import type { Colour } from "../../../contract/verify.ts";

export interface ReasonNote {
  readonly askedAtMs: number;
  readonly colour: PersonColour;
}

const FRESH_MS = 600_000;
/** The shortest pause between two requests while the answer and the code have different colours. */
const OTHER_MS = 10_000;

/** The code on the screen, to which the answer must belong. */
export interface DisplayedCode {
  readonly changedAtMs: number;
  readonly colour: Colour;
}

/** True after ten minutes, after a change, at the end of the colour, and after ten seconds where the code has another colour. */
export function isReasonDue(note: ReasonNote | undefined, { changedAtMs, colour }: DisplayedCode, nowMs: number): boolean {
  if (note === undefined || note.askedAtMs < changedAtMs) return true;
  const { until } = note.colour;
  const hasEnded = until !== null && note.askedAtMs < Date.parse(until) && Date.parse(until) <= nowMs;
  return hasEnded || nowMs - note.askedAtMs >= (note.colour.colour === colour ? FRESH_MS : OTHER_MS);
}
