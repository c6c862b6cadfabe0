/** RPC of a shard of persons about who manages a person: claims, proofs, changes of phone, cases. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { TooManyRequests } from "../../../domain/access/one-time-password.ts";
import type { Login, Relation } from "../../../domain/custody/custody.ts";
import type { Differs } from "../../../domain/identity/authority.ts";
import type { Bond, Proof } from "../../../domain/identity/proof.ts";
import type { Result } from "../../../domain/result.ts";
import type { Identity, NotManager } from "../person/rpc.ts";
import type { CaseLook, CaseLookResult, CaseSight } from "./case-rpc.ts";

export interface ClaimRequest {
  readonly person: PersonKey;
  readonly identity: Identity;
  readonly account: AccountKey;
  /** The phone number of the login, E.164; absent for a login without one. */
  readonly phone?: string;
  readonly maskedPhone: string;
  /** The login is proved to be a person's own: wrong names that others have tried on the document do not stop it. */
  readonly isProved?: boolean;
  readonly relation: Relation;
  /** The id that the claim gets if it has to wait for the answer of a manager. The worker chooses it. */
  readonly claimId: string;
  /** The former accounts of this account's owner, from changes of phone. */
  readonly replaces?: readonly AccountKey[];
  /** The provider that has proved name, number and login, instead of the identity authority. */
  readonly provedBy?: ProvedBy;
}

export type ClaimState = "managed" | "pending";

/** `identity_does_not_match`: the identity authority says that the name does not belong to the number. The answer is the same for known and unknown documents. */
export type ClaimRefusal =
  | { readonly code: "identity_does_not_match"; readonly differs: Differs | null }
  | { readonly code: "too_many_claims" }
  | TooManyRequests;

/** The proof of a person as an account has it. */
export interface ProveResult {
  readonly proof: Proof;
}

export type ClaimResult = Result<ProveResult & { readonly state: ClaimState }, ClaimRefusal>;

/** The decision of two administrators: this login alone manages the person. */
export interface SettleOrder {
  readonly person: PersonKey;
  readonly identity: Identity;
  readonly login: Login;
  readonly by: ProvedBy;
}

/** The source of a proof: the authority, a provider, or the office that saw the document; and its own number of the proof. */
export interface ProvedBy {
  readonly source: string;
  readonly reference: string;
}

/** An account that claims to be the person's own. `bond`: how that is proved; null: it is not. */
export interface OwnAccount {
  readonly account: AccountKey;
  readonly bond: Bond | null;
}

/** A person and an account. */
export interface ProofQuery {
  readonly person: PersonKey;
  readonly account: AccountKey;
}

/** `manager_not_found`: no other account with this id manages the person. */
export type AnswerManagerResult = Result<null, NotManager | { readonly code: "manager_not_found" }>;

/** `claim_not_found`: the claim was answered or withdrawn before, or never existed. */
export type AnswerClaimResult = Result<null, NotManager | { readonly code: "claim_not_found" }>;

export type RevokeResult = Result<null, NotManager>;

/** The methods of a shard of persons about who manages a person, as its callers see them. */
export interface CustodyRpc extends Rpc.DurableObjectBranded {
  /**
   * An account claims a person. The identity authority is asked first: the person's own phone manages at once, the first account becomes a manager, every
   * other account waits for the answer of the holder or a manager.
   */
  claim(request: ClaimRequest, now: number): Promise<ClaimResult>;

  /** Asks the authority about the account's own person and its phone number (null: it has none), unless the account holds the person or was asked about within an hour. */
  prove(person: PersonKey, account: AccountKey, phone: string | null, now: number): Promise<ProveResult>;

  /** The holder keeps or ends another manager. */
  answerManager(
    person: PersonKey,
    holder: AccountKey,
    manager: string,
    decision: "keep" | "end",
    now: number,
  ): AnswerManagerResult;

  /** The former holder denies a change of phone: no login is proved until a case is decided. */
  denyChange(person: PersonKey, account: AccountKey, now: number): Result<null, NotManager>;

  /**
   * The account rests because of its own person, or no longer: so does its management of this person. It then reads and declares nothing, answers no claim and
   * shows no code. A claim of the account ends.
   */
  restWith(person: PersonKey, account: AccountKey, rests: boolean, now: number): void;

  /** The account that holds the person, during a change of phone the new one; null without one. */
  holderOf(person: PersonKey, now: number): AccountKey | null;

  /** The former accounts of the person that this account has replaced by a change of phone. */
  formerPhones(person: PersonKey, account: AccountKey, now: number): readonly AccountKey[];

  /** For each query the proof of the person as this account has it; `none` if it does not manage them. */
  proofs(queries: readonly ProofQuery[], now: number): readonly Proof[];

  /** A manager allows another account to manage the person too, or denies it. Refused if that account's claim was answered or withdrawn before. */
  answer(person: PersonKey, manager: AccountKey, claimId: string, decision: "allow" | "deny", now: number): AnswerClaimResult;

  /**
   * The account no longer manages or claims the person. When the last manager leaves, the credentials are revoked, and declarations, looks and appeals so
   * far are hidden from later managers.
   */
  release(person: PersonKey, account: AccountKey, now: number): void;

  /** Revokes every credential of the person that is still valid. */
  revoke(person: PersonKey, account: AccountKey, now: number): RevokeResult;

  /** Notes that an operator saw the document of the person who has this account, and appoints them. */
  proveInPerson(person: PersonKey, account: AccountKey, by: ProvedBy, now: number): Result<null, NotManager>;

  /** Records the look of an office that opens or decides a case, then answers with who manages the person. */
  lookAtManagers(look: CaseLook, now: number): Promise<CaseLookResult>;

  /** Who manages a person, for a list of cases whose looks are recorded. @param named the login that will manage the person */
  managersOf(person: PersonKey, named: AccountKey, now: number): CaseSight;

  /** Applies a case. Answers with the accounts that lose the person. A repeat changes nothing more. */
  settleCase(order: SettleOrder, now: number): Promise<readonly AccountKey[]>;

  /** The accounts that claim to be this person's own: the holder first, then the proved ones, then the others. */
  ownAccounts(person: PersonKey): readonly OwnAccount[];
}
