/** What crosses the boundary of an Accounts shard. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { Result } from "../../domain/result.ts";

export type Relation = "self" | "child" | "parent" | "other";
export type Role = "collector" | "administrator";

/** A managed person as the account names them: the id means nothing elsewhere. */
export interface ManagedPerson {
  readonly id: string;
  readonly person: PersonKey;
  readonly relation: Relation;
  /** Whether the person's shard has said that this account manages them; a claim that waits for an answer gives no right. */
  readonly confirmed: boolean;
}

export interface GrantRow {
  readonly division: string;
  readonly role: Role;
  /** The division's name, for the screen. */
  readonly name: string;
}

export interface AccountView {
  readonly maskedPhone: string;
  readonly people: readonly ManagedPerson[];
  readonly grants: readonly GrantRow[];
}

/** A session, and what its account holds: one answer, since most requests ask for both. */
export interface LoggedIn {
  readonly actor: SessionView;
  readonly people: readonly ManagedPerson[];
  readonly grants: readonly GrantRow[];
}

export interface SessionView {
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  readonly maskedPhone: string;
}

export type SendRefusal = TooManyRequests;
export type EnterRefusal = { readonly code: "wrong_password" } | TooManyRequests;
export type AddPersonRefusal =
  | { readonly code: "already_managed" }
  | { readonly code: "self_already_bound" }
  | { readonly code: "too_many_people" }
  | TooManyRequests;

export interface SessionMade {
  /** ms */
  readonly expiresAt: number;
}

export type SendResult = Result<null, SendRefusal>;
export type EnterResult = Result<SessionMade, EnterRefusal>;
export type AddPersonResult = Result<ManagedPerson, AddPersonRefusal>;
