/** What officers find in a review, and how a review ended, as it is said on a screen. Pure. */
import type { Sentence } from "../sentence.ts";
import type { ReviewEnd } from "../review/review.ts";

export const REVIEW_WORDS: Readonly<Record<ReviewEnd | "waiting", Sentence>> = {
  waiting: { zh: "待审核", en: "Waits for a review" },
  no_contact_found: { zh: "流调未发现接触", en: "No contact was found" },
  contact_over_14_days: { zh: "接触在 14 天以前", en: "The contact was more than 14 days ago" },
  declared_in_error: { zh: "申报填写有误", en: "Declared in error" },
  listed: { zh: "已列入名单", en: "Listed meanwhile" },
  lapsed: { zh: "逾期未审，按规则判定", en: "Not reviewed in time: decided by the rules" },
};
