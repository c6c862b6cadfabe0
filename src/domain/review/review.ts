/** The review of an application and its deadline. Pure. Source: product.md §2: 4 h in an area of low risk, 12 h medium, 24 h high; decision 33. */
import type { Colour } from "../rules/rule-set.ts";
import type { Contact } from "../declaration/declaration.ts";
import type { Fact, FactKind, Risk } from "../fact/fact.ts";
import type { Sentence } from "../sentence.ts";
import { HOUR_MS } from "../instant.ts";

/** Hours until the code is due. An area of which nobody has said anything is taken as the one that is looked at longest. */
const DEADLINE_HOURS: Readonly<Record<Risk, number>> = { low: 4, medium: 12, high: 24, unknown: 24 };

/** Three days after the application an office that did not act holds nobody up any more: the published rules decide. */
const LAPSE_MS = 72 * HOUR_MS;

/** Whose rules review what the lists do not answer. Source: product.md §2: Hubei. */
const REVIEWING: ReadonlySet<string> = new Set(["42"]);

/** What somebody says of themselves and only a list can settle. */
const TO_SETTLE: ReadonlySet<Contact> = new Set<Contact>(["confirmed", "suspected", "fever_patient"]);

/** Entries that say nothing of a contact or an illness. */
const SILENT: ReadonlySet<FactKind> = new Set<FactKind>(["entry", "test_negative"]);

/** What officers may find where the lists stay silent; where they do not, the list's entry ends the review. */
export const REVIEW_GROUNDS = ["no_contact_found", "contact_over_14_days", "declared_in_error"] as const;
export type ReviewGround = (typeof REVIEW_GROUNDS)[number];

/** `listed`: a list has spoken; `lapsed`: nobody has acted in time. */
export const REVIEW_ENDS = [...REVIEW_GROUNDS, "listed", "lapsed"] as const;
export type ReviewEnd = (typeof REVIEW_ENDS)[number];

/** An application that waits. `at` in ms since 1970; the risk is the area's at that time. */
export interface Application {
  readonly at: number;
  readonly risk: Risk;
}

/** What a review depends on at a decision. */
export interface ReviewAsked {
  /** The issuer of the rule set that decides. */
  readonly rules: string;
  /** What waits since an earlier decision. */
  readonly open: Application | null;
  /** Declared with this decision; null: nothing new was. */
  readonly declared: { readonly contact: Contact; readonly originRisk: Risk } | null;
  readonly facts: readonly Fact[];
  /** What two officers have found. */
  readonly found: ReviewGround | null;
  /** ms, and its date in China. */
  readonly at: number;
  readonly today: string;
}

/** What waits after the decision, and how what waited has ended; null where it did not. */
export interface Reviewed {
  readonly open: Application | null;
  readonly ended: ReviewEnd | null;
}

/** Whoever declares a contact that no list knows waits for a review; declaring something else later does not undo it. */
export function reviewAfter({ rules, open, declared, facts, found, at, today }: ReviewAsked): Reviewed {
  const listed = facts.some(({ kind, until }) => !SILENT.has(kind) && (until === null || until > today));
  if (open !== null) {
    const ended = listed ? "listed" : (found ?? (at >= reviewLapse(open) ? "lapsed" : null));
    return ended === null ? { open, ended } : { open: null, ended };
  }
  const begins = declared !== null && REVIEWING.has(rules) && !listed && TO_SETTLE.has(declared.contact);
  return { open: begins ? { at, risk: declared.originRisk } : null, ended: null };
}

/** The moment by which the code is due, ms since 1970. */
export function reviewDeadline({ at, risk }: Application): number {
  return at + DEADLINE_HOURS[risk] * HOUR_MS;
}

/** The moment from which the published rules decide without a review, ms since 1970. */
export function reviewLapse({ at }: Application): number {
  return at + LAPSE_MS;
}

/** Whether an application should have been answered by now. */
export function isOverdue(application: Application, now: number): boolean {
  return now >= reviewDeadline(application);
}

/** A review withholds green; what is worse than that is given out at once. */
export function withheld<C extends Colour>(colour: C, application: Application | null): C | "grey" {
  return application !== null && colour === "green" ? "grey" : colour;
}

export const REVIEW_WORDS: Readonly<Record<ReviewEnd | "waiting", Sentence>> = {
  waiting: { zh: "待审核", en: "Waits for a review" },
  no_contact_found: { zh: "流调未发现接触", en: "No contact was found" },
  contact_over_14_days: { zh: "接触在 14 天以前", en: "The contact was more than 14 days ago" },
  declared_in_error: { zh: "申报填写有误", en: "Declared in error" },
  listed: { zh: "已列入名单", en: "Listed meanwhile" },
  lapsed: { zh: "逾期未审，按规则判定", en: "Not reviewed in time: decided by the rules" },
};
