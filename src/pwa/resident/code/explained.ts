/** When the colour is asked for again: a display is no request, so an answer is kept for a while. Pure: the clock is an argument. */
import type { PersonColour } from "../../../contract/colour.ts";
import type { Person } from "../../../contract/people.ts";
import type { Colour } from "../../../contract/verify.ts";

export interface Explained {
  readonly askedAtMs: number;
  readonly colour: PersonColour;
}

const KEPT_MS = 600_000;
const LONG_AGO = "1970-01-01";
/** Where two answers say different things, the later one is not asked for without a pause. */
const OTHER_MS = 10_000;

/** When the person's colour changed last, as far as the phone was told, ms: by a declaration, or because their codes were revoked. */
export function changedAt({ declaration, revokedAt }: Pick<Person, "declaration" | "revokedAt">): number {
  return Math.max(Date.parse(declaration?.at ?? LONG_AGO), Date.parse(revokedAt ?? LONG_AGO));
}

/** What the answer has to be about. */
export interface ShownCode {
  readonly changedAtMs: number;
  readonly colour: Colour;
}

/** After ten minutes, after a change, when the colour should have ended, and soon where the code has another one. */
export function isToAsk(kept: Explained | undefined, { changedAtMs, colour }: ShownCode, nowMs: number): boolean {
  if (kept === undefined || kept.askedAtMs < changedAtMs) return true;
  const { until } = kept.colour;
  const ended = until !== null && kept.askedAtMs < Date.parse(until) && Date.parse(until) <= nowMs;
  return ended || nowMs - kept.askedAtMs >= (kept.colour.colour === colour ? KEPT_MS : OTHER_MS);
}
