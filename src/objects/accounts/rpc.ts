/** RPC of an Accounts shard: its methods and their types. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Relation } from "../../domain/custody/custody.ts";
import type { Proof } from "../../domain/identity/proof.ts";
import type { PasskeyRpc } from "./passkey-rpc.ts";
import type { MessagePool, TooManyRequests, WrongPassword } from "../../domain/access/one-time-password.ts";
import type { Result } from "../../domain/result.ts";
import type { LimitedAct } from "../../domain/access/hour-limit.ts";

export type Role = "collector" | "administrator";

/** A person whom an account manages or claims. The id is valid only within this account. */
export interface ManagedPerson {
  readonly id: string;
  readonly person: PersonKey;
  readonly relation: Relation;
  /** Whether the person's shard has confirmed that this account manages them. A claim that waits for an answer gives no right. */
  readonly confirmed: boolean;
  /** The proof of the person as this account has it, from the person's shard. */
  readonly proof: Proof;
}

export interface GrantRow {
  readonly division: string;
  readonly role: Role;
  /** The division's name, for the screen. */
  readonly name: string;
}

/** What ties an officer: persons, and divisions where somebody appointed them. */
export interface AccountTies {
  readonly people: readonly PersonKey[];
  readonly divisions: readonly string[];
}

export interface AccountView {
  readonly maskedPhone: string;
  readonly people: readonly ManagedPerson[];
  readonly grants: readonly GrantRow[];
}

/** A session together with its account's persons and grants (roles in divisions), for requests that need both. */
export interface SessionAccount {
  readonly actor: SessionView;
  readonly people: readonly ManagedPerson[];
  readonly grants: readonly GrantRow[];
}

export interface SessionView {
  readonly id: string;
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  readonly maskedPhone: string;
  /** The identity provider where this login happened; null for a login by one-time password. */
  readonly provider: string | null;
  /** The time of the login, ms. */
  readonly begunAt: number;
  /** Until then, ms, the session opens the offices of its account: domain/access/session.ts. */
  readonly officeUntil: number;
  /** The passkey that this session has shown last, and when, ms; empty and 0: none. */
  readonly passkey: string;
  readonly passkeyAt: number;
}

/** A session in the list of its account. */
export interface SessionRow {
  readonly id: string;
  /** The name of the device; empty if it is not recognized, and for a session that an earlier release began. */
  readonly device: string;
  readonly provider: string | null;
  readonly begunAt: number;
  readonly usedAt: number;
}

/** A one-time password for the browser that requested it. */
export interface NewChallenge {
  /** The hash of the token in the browser's cookie (token/secret/browser.ts). */
  readonly id: string;
  readonly passwordHash: string;
  /** Whether this browser has logged in with this number before. */
  readonly isKnown: boolean;
}

export interface LoginAttempt {
  /** The id of the browser's challenge; empty: the browser has none, and only a password of the release without challenges can be right. */
  readonly challenge: string;
  readonly passwordHash: string;
  readonly sessionHash: string;
  /** The name of the browser's device; a caller of the previous release sends none. */
  readonly device?: string;
  readonly phone: string;
  readonly maskedPhone: string;
}

/** A login at an identity provider, which the worker has checked. */
export interface ProviderLogin {
  readonly sessionHash: string;
  readonly device?: string;
  readonly provider: string;
  /** E.164; null for an account without a phone number. */
  readonly phone: string | null;
  /** The masked phone number; for an account without one, the name of the provider. */
  readonly maskedPhone: string;
}

export type AddPersonRefusal =
  | { readonly code: "already_managed" }
  | { readonly code: "self_already_bound" }
  | { readonly code: "too_many_people" }
  | TooManyRequests;

/** @param expiresAt the end of the session, ms */
export type SessionMade = { readonly expiresAt: number };

export type EndSessionResult = Result<null, { readonly code: "session_not_found" }>;
export type SendResult = Result<null, TooManyRequests>;
/** The pool of messages in which the message was counted. */
export type NoteResult = Result<{ readonly pool: MessagePool }, TooManyRequests>;
export type EnterResult = Result<SessionMade, WrongPassword>;
export type AddPersonResult = Result<ManagedPerson, AddPersonRefusal>;

/** The methods of a shard of accounts, as its callers see them. */
export interface AccountsRpc extends PasskeyRpc {
  /** Counts a request to send a password or to log in from a network address (its keyed hash), or refuses it until its hour is over. */
  countAddress(address: AccountKey, now: number): Promise<SendResult>;

  /** Counts an act of a kind that is limited per account, or refuses it until its hour is over. */
  countAct(account: AccountKey, act: LimitedAct, now: number): Promise<SendResult>;

  /** Stores a one-time password that is sent now, beside those of other browsers, or refuses with a time to wait. */
  notePassword(account: AccountKey, challenge: NewChallenge, now: number): Promise<NoteResult>;

  /** Deletes a password that was not sent. @param uncount the pool in which its message counts no longer; null: it still counts in its hour */
  forgetPassword(account: AccountKey, challenge: string, uncount: MessagePool | null): void;

  /** Counts a text message of the whole deployment, or refuses it until the next minute. One object counts all, in memory: a new instance begins at 0. */
  countMessage(perMinute: number, now: number): SendResult;

  /** Opens a session if the password is right, and the account at its first session. Counts a wrong attempt against its own challenge. */
  enter(account: AccountKey, login: LoginAttempt, now: number): Promise<EnterResult>;

  /** Opens a session after a login at an identity provider, and the account at its first session. A repeat opens no second session. */
  enterByProvider(account: AccountKey, login: ProviderLogin, now: number): Promise<SessionMade>;

  /** The valid session whose token has this hash; null if there is none. */
  session(hash: string, now: number): SessionView | null;

  /** Like `session`, together with the account's persons and grants. Notes the use of the session, unless `isNoted` is false: a pass may cost no write. */
  loggedIn(hash: string, now: number, isNoted?: boolean): SessionAccount | null;

  /** Like `session`, for a session that begins to watch the board of a community: the board closes with the session, and when the account loses its right. */
  watch(hash: string, division: string, now: number): SessionView | null;

  /** Ends the session whose token has this hash. */
  leave(hash: string): Promise<void>;

  /** The valid sessions of the account, the one used last first. */
  sessions(account: AccountKey, now: number): readonly SessionRow[];

  /** Ends one session of the account. */
  endSession(account: AccountKey, id: string): Promise<EndSessionResult>;

  /** Ends all sessions of the account but one; returns their number. */
  endOtherSessions(account: AccountKey, exceptId: string): Promise<number>;

  /** The account; null if nobody has logged in to it yet. */
  view(account: AccountKey): AccountView | null;

  /** What ties this account's owner as an officer: the persons whom it manages, claims or has managed, and the divisions that it administers. */
  ties(account: AccountKey, now: number): AccountTies;

  /** The phone number of the account, E.164, for administrators who may call its owner; null if nobody has logged in yet, or the account has no number. */
  phone(account: AccountKey): Promise<{ readonly phone: string; readonly maskedPhone: string } | null>;

  /** Adds a person under the given id. Each attempt is counted, because its result reveals whether a name belongs to a document. */
  addPerson(account: AccountKey, person: ManagedPerson, now: number): Promise<AddPersonResult>;

  /** Notes that the person's shard has accepted the claim: the account manages the person, with this proof. */
  confirmPerson(account: AccountKey, id: string, proof: Proof): void;

  /**
   * Notes the account's proof of a person, or null if it no longer manages them. An account that loses its own person loses its sessions. A waiting claim stays.
   * @param rests the authority says that the phone number of this own person belongs to somebody else: all other persons of the account rest until this one is
   * proved again
   */
  noteProof(account: AccountKey, person: PersonKey, proof: Proof | null, rests: boolean): Promise<void>;

  /** Removes a person whom this account neither manages nor claims. A person who was added within the last seconds stays, because their claim may follow. */
  forgetPerson(account: AccountKey, id: string, now: number): void;

  /** Removes a person from the account at once. */
  removePerson(account: AccountKey, id: string): Promise<void>;

  /** Stores a grant (a role in a division): for display, and to know whom to ask about an administrator. The division or community decides whether it is valid. */
  grant(account: AccountKey, grant: GrantRow): void;

  withdraw(account: AccountKey, division: string, role: Role): Promise<void>;
}
