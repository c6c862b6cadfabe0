/** What crosses the boundary of an Issuer. */
import type { RuleSetRefusal } from "../../domain/rules/check-rule-set.ts";
import type { EnterAreaRefusal } from "../../domain/area/area.ts";
import type { Change, DecisionRefusal, OfficersSetting, Proposal } from "../../domain/proposal/proposal.ts";
import type { HealthReason } from "../../domain/proposal/reason.ts";
import type { Result } from "../../domain/result.ts";

/** A signing key as it may travel and rest: the private part sealed under the issuer's secret. */
export interface SealedSigningKey {
  readonly number: number;
  /** ms */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly sealedPrivateJwk: string;
}

/** What waits, newest first, then what was decided, newest first; and what holds by all that was approved. */
export interface ProposalsView {
  readonly proposals: readonly Proposal[];
  readonly setting: OfficersSetting;
}

/** What became of one risk level that was to be entered. */
export type AreaOutcome = { readonly state: "new" | "known" } | ({ readonly state: "refused" } & EnterAreaRefusal);

/** How often something was changed by hand in a month, `YYYY-MM` in China. */
export interface ManualChange {
  readonly month: string;
  readonly kind: Change["kind"];
  readonly reason: HealthReason;
  readonly changes: number;
}

/** A rule set as it was proposed, whatever became of it. */
export interface ProposedRuleSet {
  readonly proposal: Proposal;
  /** The rule set in JSON: what a condition may be says no type. */
  readonly ruleSet: string;
}

export type RuleSetChangeRefusal = RuleSetRefusal | { readonly code: "rule_set_not_found" } | { readonly code: "rule_set_begun" };
export type ProposeRefusal = { readonly code: "too_many_proposals" } | RuleSetChangeRefusal;
export type DecideRefusal = DecisionRefusal | { readonly code: "proposal_not_found" } | RuleSetChangeRefusal;
export type ProposeResult = Result<Proposal, ProposeRefusal>;
export type DecideResult = Result<Proposal, DecideRefusal>;
