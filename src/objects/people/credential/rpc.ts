/** What crosses the boundary of a People shard of credentials: what they are made of, and who holds one. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { TooManyRequests } from "../../../domain/access/one-time-password.ts";
import type { Category } from "../../../domain/declaration/declaration.ts";
import type { Result } from "../../../domain/result.ts";
import type { DecisionRow } from "../colour/colour-store.ts";
import type { NotDeclared, NotManager } from "../person/rpc.ts";
import type { ShowingChange } from "../../../domain/colour/showing-change.ts";

/** What a credential is made of, before the worker adds the key and signs. */
export interface CredentialDraft {
  readonly handle: Uint8Array;
  readonly maskedName: string;
  readonly declaredAt: number;
  readonly issuedAt: number;
  readonly lifetimeMinutes: number;
  readonly community: string;
  readonly statusIndex: number;
  /** What was decided last of the person's colour; null where no rule set holds. */
  readonly decision: DecisionRow | null;
}

export type CredentialRefusal = NotManager | TooManyRequests | NotDeclared;

export type CredentialResult = Result<readonly CredentialDraft[], CredentialRefusal>;

export interface HolderAsked {
  readonly person: PersonKey;
  /** Hex of the subject handle. */
  readonly handle: string;
}

/** What a gate may know of the holder of a credential, as it is now. */
export interface HolderView {
  readonly maskedName: string;
  readonly declaredAt: number | null;
  /** 12 digits of the declared address; empty where nothing is declared. */
  readonly community: string;
  /** As they declared last. */
  readonly category: Category | null;
  readonly decision: DecisionRow | null;
}

export type HolderRefusal = { readonly code: "revoked" } | { readonly code: "unknown_holder" };

export type HolderResult = Result<HolderView, HolderRefusal>;

export interface CredentialOrder {
  readonly person: PersonKey;
  readonly account: AccountKey;
  readonly count: number;
  readonly lifetimeMinutes: number;
  /** Whether the issuer shows colours now. */
  readonly showsColours: boolean;
  /** What the credentials' colours are made by. */
  readonly turns: readonly ShowingChange[];
}
