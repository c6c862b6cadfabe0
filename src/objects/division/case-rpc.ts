/** RPC types of a division: cases about who manages a person. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { CaseKind } from "../../domain/custody/case.ts";
import type { Relation } from "../../domain/custody/custody.ts";
import type { IdentityDocument } from "../../domain/identity/document.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import type { Result } from "../../domain/result.ts";

/** The content of a case: the person, the reason, and the login that will manage the person. Stored sealed. */
export interface CaseText {
  readonly kind: CaseKind;
  readonly name: PersonName;
  readonly document: IdentityDocument;
  /** The login that will manage the person. */
  readonly account: AccountKey;
  readonly maskedPhone: string;
  readonly relation: Relation;
  readonly reason: string;
  /** The masked phone number of the administrator who opened it. */
  readonly openedBy: string;
  /** The masked phone number of the administrator who decided it; absent while it waits. */
  readonly decidedBy?: string;
}

export interface NewCase {
  /** Chosen by the page, so that a repeat has the same id. */
  readonly id: string;
  readonly person: PersonKey;
  /** The administrator who opened it, as a person. */
  readonly opener: PersonKey;
  readonly text: CaseText;
}

/** `withdrawn`: by the administrator who opened it. */
export type CaseState = "waiting" | "agreed" | "refused" | "withdrawn";

export interface CaseView extends NewCase {
  readonly at: number;
  readonly state: CaseState;
  /** The time of the decision, ms; null while the case waits. */
  readonly decidedAt: number | null;
}

export type OpenCaseResult = Result<CaseView, { readonly code: "too_many_cases" }>;

/** The decision of an administrator about a waiting case. */
export interface DecideCase {
  readonly id: string;
  readonly state: Exclude<CaseState, "waiting">;
  /** The masked phone number of the administrator. */
  readonly by: string;
}

/** The methods of a division about cases, as its callers see them. */
export interface CaseRpc extends Rpc.DurableObjectBranded {
  /** Adds a case, and answers with the stored one. A repeat with the same id changes nothing and gets the first text. */
  openCase(one: NewCase, now: number): Promise<OpenCaseResult>;

  /** The waiting cases, the oldest first, then the decided ones of the last 30 days, the newest first. */
  cases(now: number): Promise<readonly CaseView[]>;

  /** A waiting case; null if it does not wait. */
  case(id: string): Promise<CaseView | null>;

  /** The number of waiting cases. */
  waitingCases(): number;

  /** Notes the decision of a waiting case. A second decision changes nothing. */
  decideCase(decision: DecideCase, now: number): Promise<void>;
}
