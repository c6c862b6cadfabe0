/** The hand-over of a code to another issuer: its purposes, and why one is refused. Pure. docs/code-format.md §10. */

/** `convert`: the target makes a code of its own from this one. `move`: the holder moves to the target. In the order of their numbers, from 1. */
export const HANDOVER_PURPOSES = ["convert", "move"] as const;
export type HandoverPurpose = (typeof HANDOVER_PURPOSES)[number];

/** In the order of the checks. */
export const HANDOVER_REFUSALS = [
  "handover_missing",
  "handover_malformed",
  "handover_other_target",
  "handover_other_purpose",
  "handover_other_keys",
  "handover_expired",
  "handover_signature",
] as const;

export interface HandoverRefusal {
  readonly code: (typeof HANDOVER_REFUSALS)[number];
}
