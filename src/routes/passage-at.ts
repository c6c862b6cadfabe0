/** What the shipped policies say of a code at a gate. No I/O: it stands on the way of every verification. */
import { passageAt as answerAt, type Passage } from "../domain/colour/passage.ts";
import { PASSAGE_POLICIES } from "../domain/colour/passage-policies.ts";
import type { CodeColour } from "../domain/code/claims.ts";
import { today } from "../domain/identity/calendar-date.ts";

/**
 * @param address 12 digits: the community that the code names
 * @param gate the division of the gate, or the region of whoever asks
 */
export function passageAt(colour: CodeColour, address: string, gate: string, now: number): Passage {
  return answerAt(PASSAGE_POLICIES, { colour, category: null, originRisk: "unknown", address, gate }, today(now));
}
