/** RPC of an Issuer: its methods and their types. */
import type { AppealNews } from "../../domain/appeal/sent-appeal.ts";
import type { KeyKind } from "../../domain/code/claims.ts";
import type { County } from "../../domain/federation/area-item.ts";
import type { ItemResult } from "../../domain/federation/letter.ts";
import type { FileKey } from "../../domain/federation/trust-files.ts";
import type { Application } from "../../token/federation/application.ts";
import type { RuleSetRefusal } from "../../domain/rules/check-rule-set.ts";
import type { AreaEntry, EnterAreaRefusal } from "../../domain/area/area.ts";
import type { OfficersSetting } from "../../domain/proposal/officers-setting.ts";
import type { Decision, DecisionRefusal, Proposal, Sight } from "../../domain/proposal/proposal.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Result } from "../../domain/result.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import type { JwkSet } from "../../storage/published.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { EntryForecast } from "../people/news.ts";
import type { ListFault, ListReport, ListView } from "./list-rpc.ts";
import type { AppointmentBy, OperatorAppointment } from "./first-appointments.ts";

/** A signing key for storage and RPC: the private part is sealed under the issuer's secret. */
export interface SealedSigningKey {
  readonly number: number;
  /** The time from which the key signs, ms. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly sealedPrivateJwk: string;
}

/** What the home has answered to a notice. */
export interface NoticeAnswer extends Omit<ItemResult, "id"> {
  readonly home: IssuerCode;
  /** ms. */
  readonly at: number;
}

/** The waiting proposals, then the newest decided ones, each newest first; and the colour setting that results from all approvals. */
export interface ProposalsView {
  readonly proposals: readonly Proposal[];
  /** What the homes have answered to the notices among them, by their ids. */
  readonly answers: ReadonlyMap<string, readonly NoticeAnswer[]>;
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
export type TableFault = { readonly code: "table_in_force" } | { readonly code: "table_changed" };
export type NoticeFault = { readonly code: "notice_not_found" } | { readonly code: "notice_withdrawn" };
/** Why a change cannot be made in the present state. */
export type ChangeFault = ListFault | NoticeFault | TableFault | EnterAreaRefusal | RuleSetChangeRefusal;
/** `proposal_id_used`: another officer has made a proposal with this id. */
export type NotProposed = { readonly code: "too_many_proposals" } | { readonly code: "proposal_id_used" };
export type DecideRefusal = DecisionRefusal | { readonly code: "proposal_not_found" } | ChangeFault;
export type ProposeResult = Result<Proposal, NotProposed | ChangeFault>;
export type ProposeRuleSetResult = Result<Proposal, NotProposed | RuleSetChangeRefusal>;
export type DecideResult = Result<Proposal, DecideRefusal>;

/** What an issuer says of itself in its application to the register. */
export type ApplicationFacts = Omit<Application, "issuer" | "issuedAt" | "key">;

/** The methods of an issuer, as its callers see them. */
export interface IssuerRpc extends Rpc.DurableObjectBranded {
  /** The public keys, including those of the near future and those of credentials that are still valid. */
  jwks(now: number): Promise<JwkSet>;

  /** The public keys that are published no longer, at most 31 days ago. The `exp` of one that was replaced is the time of that. */
  pastKeys(now: number): JwkSet;

  /** The issuer's application to the register of the nation, signed by its latest identity key. @param renewed whether a new key is made, unless one still waits for the register */
  application(facts: ApplicationFacts, renewed: boolean, now: number): Promise<string>;

  /** Tells the issuer that the register lists this identity key: one that waited for that signs its statements from now on. */
  identityListed(key: Pick<FileKey, "x" | "y">, now: number): Promise<void>;

  /** The key that signs at `now`, with its period. @param kind absent: the one that also signs letters and status lists */
  signingKey(now: number, kind?: KeyKind): Promise<SealedSigningKey>;

  /** The private half of the key to which others seal, itself sealed under the secret of the issuer; null before a statement has named the key. */
  sealKey(): string | null;

  /** Replaces all signing keys by a new one, and revokes all codes from before. The act is recorded in the chain of officers' acts. Answers the number of the new key. */
  replaceKeys(operator: string, now: number): Promise<number>;

  /** Marks an operator's request as used, against replays. @returns false if it was used before */
  useOnce(id: string, forgetAt: number, now: number): boolean;

  /** Notes what became of an appeal to or from another issuer. A repeat changes nothing. */
  noteAppeal(news: AppealNews, now: number): Promise<void>;

  /** Notes an operator's appointment before it is made, and decides whether the operator makes it alone. */
  noteAppointment(appointment: OperatorAppointment, now: number): Promise<AppointmentBy>;

  /** Notes that another issuer has told of persons of this one. */
  notePeer(peer: IssuerCode): void;

  /** The issuers that have told of persons of this one. */
  peers(): readonly IssuerCode[];

  /** Waiting and decided proposals, and the current colour setting. */
  proposals(now: number): ProposalsView;

  /** Stores the proposal of a first officer. The caller has checked that they are an officer. */
  propose(proposal: Proposal): Promise<ProposeResult>;

  /** Stores the proposal of a rule set, with its document. */
  proposeRuleSet(proposal: Proposal, ruleSet: RuleSet): Promise<ProposeRuleSetResult>;

  /** The rule set of the proposal with this id; null if there is none. */
  ruleSet(id: string): ProposedRuleSet | null;

  /** The approved rule sets of this issuer, as the JSON that is published. */
  ruleSets(): string;

  /**
   * A second officer approves or refuses, or the first one withdraws. An approved change is stored and published at once; it may name a later beginning.
   * @param readers the issuers that decide by this issuer's rule sets
   */
  decideProposal(id: string, decision: Decision, sight: Sight, readers: readonly Reader[]): Promise<DecideResult>;

  /** Enters risk levels of counties, in order. They are published and sent to the shards of persons. @param list the id of their list; absent or empty: single levels */
  enterAreas(entries: readonly AreaEntry[], shards: number, now: number, list?: string): Promise<readonly AreaOutcome[]>;

  /** Takes what another issuer tells of its counties, each in place of what it has told before. Answers of each whether it is new. */
  takeAreas(counties: readonly County[], teller: IssuerCode, shards: number, now: number): Promise<readonly boolean[]>;

  /** What entering these levels in order would do, or the code of the refusal. Writes nothing. */
  foreseeAreas(entries: readonly AreaEntry[]): readonly (EntryForecast | EnterAreaRefusal["code"])[];

  /** Takes back the levels that a list has entered or changed. Idempotent. */
  takeBackAreas(list: string, shards: number, now: number): Promise<{ readonly entries: number; readonly after: null }>;

  /** A file reports what it has entered, or that it was taken back. A client's file is recorded in the chain of officers' acts. Idempotent. */
  noteList(report: ListReport, now: number): Promise<void>;

  /** Files of lists, the newest first. @param before the id of the last one of the previous page; null: the first page */
  lists(before: string | null, limit: number): readonly ListView[];

  /** One file of a list; null if there is none. */
  list(id: string): ListView | null;

  /** Notes that an officer has opened what the proposal is about. */
  noteOpened(proposal: string, person: PersonKey, now: number): void;

  /** The risk levels of today, of the future and of the recent past that still count. */
  areas(now: number): readonly AreaEntry[];
}

/** An issuer that decides by the rule sets of another one: its shards receive the news about them. */
export interface Reader {
  readonly code: IssuerCode;
  readonly shards: number;
}
