/** Answers by the shipped policies whether a code may pass a gate. No I/O, because every verification calls it. */
import { passageAt as answerAt, type Passage } from "../../domain/passage/passage.ts";
import { PASSAGE_POLICIES } from "../../domain/passage/policies.ts";
import type { Risk } from "../../domain/fact/fact.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import type { Category } from "../../domain/declaration/declaration.ts";
import { dateOf } from "../../domain/china-time.ts";

/** The data of a code that the policies look at. */
export interface Shown {
  readonly colour: CodeColour;
  /** 12 digits: the community that the code names. */
  readonly address: string;
  /** Possible risks of the holder's origin; exactly one if the holder's shard has answered. */
  readonly originRisks: readonly Risk[];
  /** Possible categories of the holder's declaration; exactly one if the holder's shard has answered. */
  readonly categories: readonly Category[];
}

/** @param gate the division of the gate, or the issuer's region if the request names none */
export function passageAt(shown: Shown, gate: string, now: number): Passage {
  return answerAt(PASSAGE_POLICIES, { ...shown, gate }, dateOf(now));
}
