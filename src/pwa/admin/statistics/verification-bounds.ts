/** The text of a number of checks, of which small parts are hidden. Pure. */
import type { Bounds } from "../../../domain/statistics/verifications.ts";
import { numberOf } from "../../ui/words/number.ts";

/** The number, `<10` for a single hidden one, or the least and the greatest number that it can be. */
export function boundsText({ atLeast, atMost }: Bounds): string {
  if (atLeast === atMost) return numberOf(atLeast);
  return atMost < 10 ? "<10" : `${numberOf(atLeast)}–${numberOf(atMost)}`;
}
