/** When the phone requests the reason of the colour again: not at every display, so an answer is stored for a while. Pure: the clock is an argument. */
import type { PersonColour } from "../../../contract/colour.ts";
import type { Person } from "../../../contract/people.ts";
import type { Colour } from "../../../contract/verify.ts";

export interface Explained {
  readonly askedAtMs: number;
  readonly colour: PersonColour;
}

const KEPT_MS = 600_000;
const LONG_AGO = "1970-01-01";
/** The shortest pause between two requests while the answer and the code have different colours. */
const OTHER_MS = 10_000;

/** The last change of the person's colour that this phone knows of, in ms: by a declaration, or by a revocation of the codes. */
export function changedAt({ declaration, revokedAt }: Pick<Person, "declaration" | "revokedAt">): number {
  return Math.max(Date.parse(declaration?.at ?? LONG_AGO), Date.parse(revokedAt ?? LONG_AGO));
}

/** The code on the screen, to which the answer must belong. */
export interface ShownCode {
  readonly changedAtMs: number;
  readonly colour: Colour;
}

/** True after ten minutes, after a change, at the end of the colour, and after ten seconds where the code has another colour. */
export function isToAsk(kept: Explained | undefined, { changedAtMs, colour }: ShownCode, nowMs: number): boolean {
  if (kept === undefined || kept.askedAtMs < changedAtMs) return true;
  const { until } = kept.colour;
  const ended = until !== null && kept.askedAtMs < Date.parse(until) && Date.parse(until) <= nowMs;
  return ended || nowMs - kept.askedAtMs >= (kept.colour.colour === colour ? KEPT_MS : OTHER_MS);
}
