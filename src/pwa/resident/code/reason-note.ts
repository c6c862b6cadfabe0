/** The stored reason of a colour, and the decision when the phone requests it again. Pure. */
import type { PersonColour } from "../../../contract/colour.ts";
import type { Colour } from "../../../contract/verify.ts";

export interface ReasonNote {
  readonly askedAtMs: number;
  readonly colour: PersonColour;
}

const FRESH_MS = 600_000;
/** The shortest pause between two requests while the stored reason is of another colour than the code. */
const OTHER_MS = 10_000;

/** The code on the screen, whose colour the reason must explain. */
export interface DisplayedCode {
  readonly changedAtMs: number;
  readonly colour: Colour;
}

/** Whether to request the reason: without a stored one, after a newer declaration or revocation, after the colour's end, and ten minutes after the last request, but ten seconds if reason and code have different colours. */
export function isReasonDue(note: ReasonNote | undefined, { changedAtMs, colour }: DisplayedCode, nowMs: number): boolean {
  if (note === undefined || note.askedAtMs < changedAtMs) return true;
  const { until } = note.colour;
  const hasEnded = until !== null && note.askedAtMs < Date.parse(until) && Date.parse(until) <= nowMs;
  return hasEnded || nowMs - note.askedAtMs >= (note.colour.colour === colour ? FRESH_MS : OTHER_MS);
}
