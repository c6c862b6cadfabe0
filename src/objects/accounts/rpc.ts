/** What crosses the boundary of an Accounts shard. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { Result } from "../../domain/result.ts";
import type { LimitedAct } from "../../domain/access/hour-limit.ts";

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

/** The methods of a shard of logins, as its callers see them. */
export interface AccountsRpc extends Rpc.DurableObjectBranded {
  /** Counts a request of a network address (by its keyed hash) or refuses it. */
  countAddress(address: AccountKey, now: number): Promise<SendResult>;

  /** Counts an act of this account, or refuses it until its hour is over. */
  countAct(account: AccountKey, act: LimitedAct, now: number): Promise<SendResult>;

  /** Notes that a password (by its keyed hash) is sent to this account's phone now, or refuses with a time to wait. */
  notePassword(account: AccountKey, hash: string, now: number): Promise<SendResult>;

  /** The password noted last never reached its phone; it still counts in its hour. */
  forgetPassword(account: AccountKey): void;

  /** Opens a session if the password is right; opens the account at its first session. Each wrong try is counted. */
  enter(
    account: AccountKey,
    login: { readonly passwordHash: string; readonly sessionHash: string; readonly phone: string; readonly maskedPhone: string },
    now: number,
  ): Promise<EnterResult>;

  /** Who is logged in by this token's hash; null for nobody. */
  session(hash: string, now: number): SessionView | null;

  /** The same with what the account holds. */
  loggedIn(hash: string, now: number): LoggedIn | null;

  /** Ends a session. */
  leave(hash: string): void;

  /** What the account holds; null where nobody has logged in to it. */
  view(account: AccountKey): AccountView | null;

  /** E.164, for those who may call: an administrator and their collectors. */
  phone(account: AccountKey): Promise<{ readonly phone: string; readonly maskedPhone: string } | null>;

  /** Adds a person under the given id. Each try is counted, since its outcome tells whether a name belongs to a document. */
  addPerson(account: AccountKey, person: ManagedPerson, now: number): Promise<AddPersonResult>;

  /** The shard has accepted the claim: the account manages the person. */
  confirmPerson(account: AccountKey, id: string): void;

  /** Forgets a person whom this account neither manages nor claims; one who is being added just now stays for the claim to come. */
  forgetPerson(account: AccountKey, id: string, now: number): void;

  /** The account no longer names the person. */
  removePerson(account: AccountKey, id: string): void;

  /** Shows a right to the account; whether it holds is the division's or the community's to say. */
  grant(account: AccountKey, grant: GrantRow): void;

  /** Takes back what grant showed. */
  withdraw(account: AccountKey, division: string, role: Role): void;
}
