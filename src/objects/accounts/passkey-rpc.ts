/** RPC of an Accounts shard about passkeys: its methods and their types. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { LossRefusal, PasskeyState } from "../../domain/access/passkey.ts";
import type { ActingOfficer } from "../../domain/officer/officer.ts";
import type { Result } from "../../domain/result.ts";

export interface PasskeyView {
  /** The id that the authenticator has made, in base64url. */
  readonly id: string;
  readonly name: string;
  readonly madeAt: number;
  /** Null: not yet used. */
  readonly usedAt: number | null;
}

export interface PasskeyRow extends PasskeyView {
  /** The COSE key, in base64url. */
  readonly publicKey: string;
  /** The authenticator's count of signatures; 0 for one that does not count. */
  readonly counter: number;
  /** How a browser reaches the authenticator. */
  readonly transports: readonly string[];
}

/** The passkeys of an account, and what a person is told about them. */
export interface PasskeysView extends PasskeyState {
  readonly passkeys: readonly PasskeyRow[];
  /** The last report that the passkeys are lost; null: there is none. */
  readonly loss: LossView | null;
}

export interface LossView {
  /** The masked phone numbers of the one who reported the loss, and of the second who agreed (null: nobody yet). */
  readonly by: string;
  readonly second: string | null;
  readonly at: number;
  readonly reason: string;
  /** The person who reported it. */
  readonly byPerson: PersonKey;
}

/** The session whose challenge it is: the hash of its token. */
export interface ChallengeOrder {
  readonly hash: string;
  readonly kind: "make" | "show";
  readonly challenge: string;
}

export interface NewPasskey extends Omit<PasskeyRow, "usedAt"> {
  /** All earlier passkeys end, and all other sessions of the account: they are lost, and perhaps in other hands. */
  readonly replacesAll: boolean;
}

export type AddPasskeyResult = Result<
  null,
  { readonly code: "passkey_known" } | { readonly code: "too_many_passkeys" } | { readonly code: "passkey_refused" }
>;
export type UsePasskeyResult = Result<null, { readonly code: "passkey_refused" }>;
export type RemovePasskeyResult = Result<
  null,
  { readonly code: "passkey_not_found" } | { readonly code: "other_passkey_needed" }
>;

export interface LossOrder {
  /** The person of the account that has lost its passkeys. */
  readonly person: PersonKey | null;
  readonly officer: ActingOfficer;
}

/** The methods of a shard of accounts about passkeys, as its callers see them. */
export interface PasskeyRpc extends Rpc.DurableObjectBranded {
  /** Whether the account has passkeys and an office. */
  passkeyState(account: AccountKey): PasskeyState;

  passkeys(account: AccountKey): PasskeysView;

  /** Stores a challenge for a session. */
  putPasskeyChallenge(order: ChallengeOrder, now: number): void;

  /** Takes the challenge of a session, at most five minutes old; null without one. A second call finds none. */
  takePasskeyChallenge(hash: string, kind: "make" | "show", now: number): string | null;

  /** Stores a passkey that the worker has verified, and counts it as shown in this session. */
  addPasskey(account: AccountKey, hash: string, passkey: NewPasskey, now: number): Promise<AddPasskeyResult>;

  /** Notes that the worker has verified an assertion: the session's passkey is fresh, and its offices are open. Refuses a counter that did not rise. */
  showPasskey(account: AccountKey, hash: string, id: string, counter: number, now: number): UsePasskeyResult;

  renamePasskey(account: AccountKey, id: string, name: string): Result<null, { readonly code: "passkey_not_found" }>;

  /** Removes a passkey. The session must have shown another one within the last minutes. */
  removePasskey(account: AccountKey, hash: string, id: string, now: number): RemovePasskeyResult;

  /** Notes that an administrator in charge above reports the account's passkeys as lost. */
  reportPasskeyLoss(
    account: AccountKey,
    order: LossOrder,
    reason: string,
    now: number,
  ): Result<null, { readonly code: "own_passkey" }>;

  /** The second administrator lets the account make a new passkey within a day, by the rule of two persons. */
  permitPasskey(account: AccountKey, order: LossOrder, now: number): Result<null, LossRefusal>;
}
