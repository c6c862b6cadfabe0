/** The review of an application, a declaration that administrators examine before it can give a green code: when it begins and ends, and its deadline. Pure. Source: product.md §2; decision 33. */
import type { Colour } from "../rules/rule-set.ts";
import { type Contact, isContact } from "../declaration/declaration.ts";
import type { Fact, FactKind, Risk } from "../fact/fact.ts";
import type { Sentence } from "../sentence.ts";
import { HOUR_MS } from "../instant.ts";

/** Hours from the application until its colour is due, by the risk of its places; unknown risk has the longest deadline. Source: product.md §2. */
const DEADLINE_HOURS: Readonly<Record<Risk, number>> = { low: 4, medium: 12, high: 24, unknown: 24 };

/** An office that does not act blocks nobody for longer than three days: then the published rules decide. */
const LAPSE_MS = 72 * HOUR_MS;

/** The issuers of rule sets that need reviews. Source: product.md §2: Hubei. */
const REVIEWING: ReadonlySet<string> = new Set(["42"]);

/** Lists whose entries say nothing about a contact or an illness. */
const SILENT: ReadonlySet<FactKind> = new Set<FactKind>(["entry", "test_negative"]);

/** The findings with which two administrators can end a review. */
export const REVIEW_GROUNDS = ["no_contact_found", "contact_over_14_days", "declared_in_error"] as const;
export type ReviewGround = (typeof REVIEW_GROUNDS)[number];

/** All ends of a review. `listed`: a list has a present entry about a contact or an illness of the person; `lapsed`: administrators have not ended it within three days. */
export const REVIEW_ENDS = [...REVIEW_GROUNDS, "listed", "lapsed"] as const;
export type ReviewEnd = (typeof REVIEW_ENDS)[number];

/** An application that waits for a review: when it was made (`at`, ms since 1970), and the highest risk of the declared places then. */
export interface Application {
  readonly at: number;
  readonly risk: Risk;
}

/** The input of a review at the time of a decision. */
export interface ReviewInput {
  /** The issuer whose rule set decides the colour, such as `42`. */
  readonly rules: string;
  /** The application that waits since an earlier decision; null if none waits. */
  readonly open: Application | null;
  /** The newest declaration, if this decision is the first to use it; otherwise null. */
  readonly declared: { readonly contact: Contact; readonly originRisk: Risk } | null;
  readonly facts: readonly Fact[];
  /** The finding of two administrators; null if they have not found one. */
  readonly finding: ReviewGround | null;
  /** The time of the decision, ms. */
  readonly at: number;
  /** The date in China at the time of the decision. */
  readonly today: string;
}

/** `open`: the application that waits after the decision; null if none waits. `ended`: how the application that waited before ended; null if none waited or it still waits. */
export interface ReviewOutcome {
  readonly open: Application | null;
  readonly ended: ReviewEnd | null;
}

/** The review after a decision. Where Hubei's rules decide, a declared contact begins a review, unless a list has a present entry about a contact or an illness of the person; a later declaration does not end it. */
export function reviewAfter({ rules, open, declared, facts, finding, at, today }: ReviewInput): ReviewOutcome {
  const listed = facts.some(({ kind, until }) => !SILENT.has(kind) && (until === null || until > today));
  if (open !== null) {
    const ended = listed ? "listed" : (finding ?? (at >= reviewLapse(open) ? "lapsed" : null));
    return ended === null ? { open, ended } : { open: null, ended };
  }
  const begins = declared !== null && REVIEWING.has(rules) && !listed && isContact(declared.contact);
  return { open: begins ? { at, risk: declared.originRisk } : null, ended: null };
}

/** The moment by which the colour is due, ms since 1970. */
export function reviewDeadline({ at, risk }: Application): number {
  return at + DEADLINE_HOURS[risk] * HOUR_MS;
}

/** The moment from which the published rules decide without a review, ms since 1970. */
export function reviewLapse({ at }: Application): number {
  return at + LAPSE_MS;
}

/** Whether the deadline of an application is over. */
export function isOverdue(application: Application, now: number): boolean {
  return now >= reviewDeadline(application);
}

/** The colour that may be given out during a review: grey in place of green; other colours are given out at once. */
export function withheld<C extends Colour>(colour: C, application: Application | null): C | "grey" {
  return application !== null && colour === "green" ? "grey" : colour;
}

export const REVIEW_WORDS: Readonly<Record<ReviewEnd | "waiting", Sentence>> = {
  waiting: { zh: "待审核", en: "Waits for a review" },
  no_contact_found: { zh: "流调未发现接触", en: "No contact was found" },
  contact_over_14_days: { zh: "接触在 14 天以前", en: "The contact was more than 14 days ago" },
  declared_in_error: { zh: "申报填写有误", en: "Declared in error" },
  listed: { zh: "已列入名单", en: "Now on a list" },
  lapsed: { zh: "逾期未审，按规则判定", en: "Not reviewed in time: decided by the rules" },
};
