/** What crosses the boundary of an Issuer. */
import type { RuleSetRefusal } from "../../domain/rules/check-rule-set.ts";
import type { AreaEntry, EnterAreaRefusal } from "../../domain/area/area.ts";
import type { Change, Decision, DecisionRefusal, OfficersSetting, Proposal } from "../../domain/proposal/proposal.ts";
import type { HealthReason } from "../../domain/proposal/reason.ts";
import type { Result } from "../../domain/result.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import type { JwkSet } from "../../storage/published.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";

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

/** The methods of an issuer, as its callers see them. */
export interface IssuerRpc extends Rpc.DurableObjectBranded {
  /** Public keys, those of the near future and of credentials that may still be shown included. */
  jwks(now: number): Promise<JwkSet>;

  /** The key that signs now, and until when. */
  signingKey(now: number): Promise<SealedSigningKey>;

  /** Whether a request of an operator is used for the first time; from then on it is not. */
  useOnce(id: string, forgetAt: number, now: number): boolean;

  /** What waits and what was decided, newest first, and what holds. */
  proposals(now: number): ProposalsView;

  /** The first pair of eyes: that the officer is one was asked before. */
  propose(proposal: Proposal): Promise<ProposeResult>;

  /** The same for a rule set, with its document. */
  proposeRuleSet(proposal: Proposal, ruleSet: RuleSet): Promise<ProposeResult>;

  /** A proposed rule set by its proposal's id; null where there is none. */
  ruleSet(id: string): ProposedRuleSet | null;

  /** The approved rule sets as they are published. */
  ruleSets(): string;

  /** The second pair of eyes; what is approved holds, and is told to everybody. @param readers who decide by this issuer's rule sets */
  decideProposal(id: string, decision: Decision, readers: readonly Reader[]): Promise<DecideResult>;

  /** Takes risk levels of counties, in their order; shards of persons hear of them, and everybody reads them. */
  enterAreas(entries: readonly AreaEntry[], shards: number, now: number): Promise<readonly AreaOutcome[]>;

  /** What holds of them, comes, or ended lately. */
  areas(now: number): readonly AreaEntry[];

  /** How often something was changed by hand, by month. */
  manualChanges(): readonly ManualChange[];
}

/** Whose shards hear it. */
export interface Reader {
  readonly code: IssuerCode;
  readonly shards: number;
}
