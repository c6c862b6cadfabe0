/** RPC types of a People shard: the current colour, past decisions, ends of reviews, and changes on trial. */
import type { Result } from "../../../domain/result.ts";
import type { DecisionRow } from "./colour-store.ts";
import type { NotDeclared, NotManager } from "../person/rpc.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import type { Proof } from "../../../domain/identity/proof.ts";
import type { ReviewEnd } from "../../../domain/review/review.ts";
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { EntryName } from "../../../domain/fact/fact.ts";
import type { EntryForecast, FactRow } from "../news.ts";
import type { Tried } from "../../../domain/proposal/tried.ts";
import type { TrialCounts } from "../../../domain/rules/trial.ts";

export interface ColourNow {
  readonly decision: DecisionRow;
  readonly community: string;
  /** The time of the last declaration or check-in, ms. */
  readonly saidAt: number;
  /** The newest appeal, times in ms; null if there is none. */
  readonly appeal: { readonly at: number; readonly answeredAt: number | null; readonly granted: boolean } | null;
}

export type ColourResult = Result<ColourNow, NotManager | NotDeclared>;

/** A decision as the person or an administrator sees it: the names of its sources, and the result of the chain check. Times in ms. */
export interface PastDecision extends Pick<
  DecisionRow,
  "at" | "colour" | "row" | "since" | "until" | "ruleSet" | "version" | "declaration" | "facts"
> {
  readonly review: ReviewEnd | "waiting" | null;
  /** The previous colour; null for the first decision. */
  readonly was: CodeColour | null;
  readonly checkedIn: boolean;
  /** False if the hash of this row, or of the next row of the shard, does not fit. */
  readonly intact: boolean;
}

export interface DecisionsView {
  readonly maskedName: string;
  readonly proof: Proof;
  /** False if the list is full and older decisions are left out. */
  readonly complete: boolean;
  /** Newest first. */
  readonly decisions: readonly PastDecision[];
}

/** One code for a person who lives elsewhere and for an unknown person, so that it does not tell which. */
export interface NotResident {
  readonly code: "person_not_resident";
}

export type DecisionsResult = Result<DecisionsView, NotResident>;

export type OwnDecisionsResult = Result<Omit<DecisionsView, "maskedName" | "proof">, NotManager>;

export interface TrialQuery {
  /** The id of the trial run. The change of a run never becomes another one. */
  readonly run: string;
  readonly tried: Tried;
  /** The last person of the previous batch; null: from the first. */
  readonly after: PersonKey | null;
}

export interface TrialPiece {
  readonly counts: TrialCounts;
  /** The last person of this batch; null: this was the last batch. */
  readonly after: PersonKey | null;
}

/** Facts that are not entered, and entries that are not withdrawn, by person. */
export interface ForeseeFacts {
  readonly persons: readonly {
    readonly person: PersonKey;
    readonly facts: readonly FactRow[];
    /** Stored entries that are withdrawn. */
    readonly withdrawn?: readonly EntryName[];
  }[];
  /** The persons of whom the masked name and the colours are wanted. */
  readonly named: readonly PersonKey[];
}

/** What the facts would change. */
export interface ForeseenFacts {
  readonly counts: TrialCounts;
  /** The number of persons who have not declared: they have no colour. */
  readonly undeclared: number;
  /** For each person, for each fact. */
  readonly forecasts: readonly (readonly (EntryForecast | "too_many_facts")[])[];
  readonly named: readonly ForeseenPerson[];
}

export interface ForeseenPerson {
  readonly person: PersonKey;
  /** Null if the shard has no such person. */
  readonly maskedName: string | null;
  /** The present colour, and the one after the entry of the facts; null if the person has not declared. */
  readonly from: CodeColour | null;
  readonly to: CodeColour | null;
}

/** `review_not_found`: the review has ended already, or its id is another one. */
export type EndReviewResult = Result<null, { readonly code: "review_not_found" }>;
