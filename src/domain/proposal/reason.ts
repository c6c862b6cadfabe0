/** The reasons for which officers may change colours: health reasons only. Pure. Source: product.md §5, point 4. */
import { type Result, accept, refuse } from "../result.ts";
import type { Sentence } from "../sentence.ts";

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

/** The words for each reason, for the officer who chooses one and for the public monthly counts. */
export const REASON_WORDS: Readonly<Record<HealthReason, Sentence>> = {
  outbreak: { zh: "疫情发生或加重", en: "An outbreak begins or gets worse" },
  outbreak_over: { zh: "疫情缓解或结束", en: "An outbreak eases or ends" },
  unified_standard: { zh: "执行统一的防疫标准", en: "The unified health standard begins" },
  diagnosis: { zh: "诊断结论变更", en: "A diagnosis changed" },
  test_result: { zh: "检测结果", en: "A test result" },
  wrong_data: { zh: "防疫数据有误", en: "Health data were wrong" },
};

/** Reads the reason that an officer gives in a proposal. Only a health reason may change a colour. */
export function checkReason(text: string): Result<HealthReason, ReasonRefusal> {
  const reason = HEALTH_REASONS.find((each) => each === text);
  return reason === undefined ? refuse({ code: "reason_not_health" }) : accept(reason);
}
