/** Answers whether a code may pass at a gate, by the shipped policies. No I/O, because every verification calls it. */
import { passageAt as answerAt, type Passage, type PassageQuery, policyAt, withoutStatus } from "../../domain/passage/passage.ts";
import { PASSAGE_POLICIES } from "../../domain/passage/policies.ts";
import { dateOf } from "../../domain/china-time.ts";

/** The id of the policy around a gate; null if there is none. @param gate as for `passageAt` */
export function policyIdAt(gate: string, now: number): string | null {
  return policyAt(PASSAGE_POLICIES, gate, dateOf(now))?.id ?? null;
}

/** @param query its `gate` is the division of the gate, or the issuer's region if the request names no gate @param statusChecked whether it is known that the code is not revoked */
export function passageAt(query: PassageQuery, statusChecked: boolean, now: number): Passage {
  const passage = answerAt(PASSAGE_POLICIES, query, dateOf(now));
  return statusChecked ? passage : withoutStatus(passage);
}
