/** The reasons for which officers change anything about colours: health, and nothing else. Pure. Source: product.md §5, point 4. */
import { type Result, accept, refuse } from "../result.ts";

export const HEALTH_REASONS = [
  "outbreak",
  "outbreak_over",
  "unified_standard",
  "diagnosis",
  "test_result",
  "wrong_data",
] as const;
export type HealthReason = (typeof HEALTH_REASONS)[number];

export interface ReasonRefusal {
  readonly code: "reason_not_health";
}

/** Refuses whatever is not on the list. */
export function checkReason(text: string): Result<HealthReason, ReasonRefusal> {
  const reason = HEALTH_REASONS.find((each) => each === text);
  return reason === undefined ? refuse({ code: "reason_not_health" }) : accept(reason);
}
