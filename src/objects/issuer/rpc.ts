/** RPC of an Issuer: its methods and their types. */
import type { RuleSetRefusal } from "../../domain/rules/check-rule-set.ts";
import type { AreaEntry, EnterAreaRefusal } from "../../domain/area/area.ts";
import type { Decision, DecisionRefusal, OfficersSetting, Proposal, Sight } from "../../domain/proposal/proposal.ts";
import type { Result } from "../../domain/result.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import type { JwkSet } from "../../storage/published.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";

/** A signing key for storage and RPC: the private part is sealed under the issuer's secret. */
export interface SealedSigningKey {
  readonly number: number;
  /** The time from which the key signs, ms. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly sealedPrivateJwk: string;
}

/** The waiting proposals, then the newest decided ones, each newest first; and the colour setting that results from all approvals. */
export interface ProposalsView {
  readonly proposals: readonly Proposal[];
  readonly setting: OfficersSetting;
}

/** The result of entering one risk level. `new`: the entry is new or changed; `known`: the same was stored already. */
export type AreaOutcome = { readonly state: "new" | "known" } | ({ readonly state: "refused" } & EnterAreaRefusal);

/** A proposed rule set, in any state of its proposal. */
export interface ProposedRuleSet {
  readonly proposal: Proposal;
  /** The rule set as JSON text, because RPC types cannot describe the nested conditions. */
  readonly ruleSet: string;
}

export type RuleSetChangeRefusal = RuleSetRefusal | { readonly code: "rule_set_not_found" } | { readonly code: "rule_set_begun" };
/** `proposal_id_used`: another officer has made a proposal with this id. */
export type ProposeRefusal =
  | { readonly code: "too_many_proposals" }
  | { readonly code: "proposal_id_used" }
  | RuleSetChangeRefusal;
export type DecideRefusal = DecisionRefusal | { readonly code: "proposal_not_found" } | RuleSetChangeRefusal;
export type ProposeResult = Result<Proposal, ProposeRefusal>;
export type DecideResult = Result<Proposal, DecideRefusal>;

/** The methods of an issuer, as its callers see them. */
export interface IssuerRpc extends Rpc.DurableObjectBranded {
  /** The public keys, including those of the near future and those of credentials that are still valid. */
  jwks(now: number): Promise<JwkSet>;

  /** The key that signs at `now`, with its period. */
  signingKey(now: number): Promise<SealedSigningKey>;

  /** Marks an operator's request as used, against replays. @returns false if it was used before */
  useOnce(id: string, forgetAt: number, now: number): boolean;

  /** Waiting and decided proposals, and the current colour setting. */
  proposals(now: number): ProposalsView;

  /** Stores the proposal of a first officer. The caller has checked that they are an officer. */
  propose(proposal: Proposal): Promise<ProposeResult>;

  /** Stores the proposal of a rule set, with its document. */
  proposeRuleSet(proposal: Proposal, ruleSet: RuleSet): Promise<ProposeResult>;

  /** The rule set of the proposal with this id; null if there is none. */
  ruleSet(id: string): ProposedRuleSet | null;

  /** The approved rule sets of this issuer, as the JSON that is published. */
  ruleSets(): string;

  /**
   * A second officer approves or refuses, or the first one withdraws. An approved change is stored and published at once; it may name a later beginning.
   * @param readers the issuers that decide by this issuer's rule sets
   */
  decideProposal(id: string, decision: Decision, sight: Sight, readers: readonly Reader[]): Promise<DecideResult>;

  /** Enters risk levels of counties, in order. They are published and sent to the shards of persons. */
  enterAreas(entries: readonly AreaEntry[], shards: number, now: number): Promise<readonly AreaOutcome[]>;

  /** The risk levels of today, of the future and of the recent past that still count. */
  areas(now: number): readonly AreaEntry[];
}

/** An issuer that decides by the rule sets of another one: its shards receive the news about them. */
export interface Reader {
  readonly code: IssuerCode;
  readonly shards: number;
}
