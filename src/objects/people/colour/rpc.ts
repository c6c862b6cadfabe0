/** What crosses the boundary of a People shard of colours: the present one, past decisions, and rule sets on trial. */
import type { Result } from "../../../domain/result.ts";
import type { DecisionRow } from "./colour-store.ts";
import type { NotDeclared, NotManager } from "../person/rpc.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import type { ReviewEnd } from "../../../domain/review/review.ts";
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { RuleSet } from "../../../domain/rules/rule-set.ts";
import type { TrialCounts } from "../../../domain/rules/trial.ts";

export interface ColourNow {
  readonly decision: DecisionRow;
  readonly community: string;
  /** When the person last said how they are, ms. */
  readonly saidAt: number;
  /** The newest appeal, times in ms; null where none was written. */
  readonly appeal: { readonly at: number; readonly answeredAt: number | null; readonly granted: boolean } | null;
}

export type ColourResult = Result<ColourNow, NotManager | NotDeclared>;

/** A decision as it is told: what it looked at by name, and whether the chain around it is whole. Times in ms. */
export interface PastDecision extends Pick<
  DecisionRow,
  "at" | "colour" | "row" | "since" | "until" | "ruleSet" | "version" | "declaration" | "facts"
> {
  readonly review: ReviewEnd | "waiting" | null;
  /** The colour before; null: this was the first. */
  readonly was: CodeColour | null;
  readonly checkedIn: boolean;
  /** False where this row, or the one after it in the shard, does not follow from the row before it. */
  readonly intact: boolean;
}

export interface DecisionsView {
  readonly maskedName: string;
  /** False where there are older ones. */
  readonly complete: boolean;
  /** Newest first. */
  readonly decisions: readonly PastDecision[];
}

/** Somebody who does not live there, and somebody who is not known: the same words. */
export interface NotResident {
  readonly code: "person_not_resident";
}

export type DecisionsResult = Result<DecisionsView, NotResident>;

export type OwnDecisionsResult = Result<Omit<DecisionsView, "maskedName">, NotManager>;

export interface TrialAsked {
  /** Names the trial: its rule set never changes. */
  readonly run: string;
  readonly ruleSet: RuleSet;
  /** The last of the piece before; null: from the first. */
  readonly after: PersonKey | null;
}

export interface TrialPiece {
  readonly counts: TrialCounts;
  /** Where the next piece goes on; null: that was the last. */
  readonly after: PersonKey | null;
}

/** The review has ended already, or is another one. */
export type EndReviewResult = Result<null, { readonly code: "review_not_found" }>;
