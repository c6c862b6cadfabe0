/** When the colour is asked for again: a display is no request, so an answer is kept for a while. Pure: the clock is an argument. */
import type { PersonColour } from "../../contract/colour.ts";
import type { Person } from "../../contract/people.ts";

export interface Explained {
  readonly askedAtMs: number;
  readonly colour: PersonColour;
}

const KEPT_MS = 600_000;

/** The note that keeps it. */
export function explanationOf(person: Pick<Person, "id">): string {
  return `colour/${person.id}`;
}

/** After ten minutes, after a new declaration, and when the colour should have ended. */
export function isToAsk(kept: Explained | undefined, declaredAtMs: number, nowMs: number): boolean {
  if (kept === undefined || kept.askedAtMs < declaredAtMs) return true;
  const { until } = kept.colour;
  const ended = until !== null && kept.askedAtMs < Date.parse(until) && Date.parse(until) <= nowMs;
  return ended || nowMs - kept.askedAtMs >= KEPT_MS;
}
