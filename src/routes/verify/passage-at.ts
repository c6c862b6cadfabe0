/** What the shipped policies say of a code at a gate. No I/O: it stands on the way of every verification. */
import { passageAt as answerAt, type Passage } from "../../domain/passage/passage.ts";
import { PASSAGE_POLICIES } from "../../domain/passage/policies.ts";
import type { Risk } from "../../domain/fact/fact.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import type { Category } from "../../domain/declaration/declaration.ts";
import { dateOf } from "../../domain/china-time.ts";

/** Of whose code, and where. */
export interface Shown {
  readonly colour: CodeColour;
  /** 12 digits: the community that the code names. */
  readonly address: string;
  /** What the risk of where the holder comes from may be: one where their shard has said it. */
  readonly originRisks: readonly Risk[];
  /** What the holder may have declared as: one where their shard has said it. */
  readonly categories: readonly Category[];
}

/** @param gate the division of the gate, or the region of whoever asks */
export function passageAt(shown: Shown, gate: string, now: number): Passage {
  return answerAt(PASSAGE_POLICIES, { ...shown, gate }, dateOf(now));
}
