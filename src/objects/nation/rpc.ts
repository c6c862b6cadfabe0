/** What the nation's object answers: the files of trust that it makes and collects, as a source of every reader. docs/trust.md. */
import type { LetterFault } from "../../domain/federation/letter.ts";
import type { LeftOut } from "../../domain/federation/kept-trust.ts";
import type { MemberFault } from "../../domain/federation/member-fault.ts";
import type { RegisterChange } from "../../domain/federation/register-changes.ts";
import type { FileName, Member, Register, Statement, Suspension } from "../../domain/federation/trust-files.ts";
import type { HostingAct } from "../../domain/issuer/hosted.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Result } from "../../domain/result.ts";
import type { ReadRefusal } from "../../token/federation/read-file.ts";

/** What became of a register that an officer handed in. */
export interface OfferedRegister {
  readonly register: FileName;
  /** The names of the keys that have signed it. */
  readonly signed: readonly string[];
  /** The number of keys that must. */
  readonly threshold: number;
  /** Whether it holds now. */
  readonly holds: boolean;
}

/** `register_loses_members`: more than a fifth of the members are gone, without `mass`. `register_outdated`: it does not follow the register that holds, or names another root. `register_times`: it is of the future, or has expired. */
export type RegisterRefusal =
  | ReadRefusal
  | { readonly code: "register_outdated" }
  | { readonly code: "register_times" }
  | { readonly code: "register_loses_members" }
  | { readonly code: "register_leaves_out"; readonly entries: readonly string[] };

/** `statement_left_out`: it is older than the one before, another one under the same number, or cannot be read. `too_many_statements`: the same identity key has signed many others that were taken in the last minute or hour. */
export type StatementRefusal =
  | { readonly code: "issuer_not_member" }
  | { readonly code: "too_many_statements"; readonly retryAfterSeconds: number }
  | { readonly code: "statement_left_out"; readonly reason: LeftOut };

/** `suspension_refused`: no officer has signed the order, or it is too old. */
export type SuspendRefusal =
  | { readonly code: "suspension_refused" }
  | { readonly code: "issuer_not_member" }
  | { readonly code: "too_many_suspensions" };

/** What became of the last letter to a member. Times in ms. */
export interface SentLetter {
  readonly code: IssuerCode;
  readonly at: number;
  /** Null: the member has answered with a receipt. */
  readonly fault: LetterFault | null;
  /** The code of a refusal, or its status. */
  readonly detail: string | null;
  /** The time of the receipt minus the nation's time, in whole seconds; null without a receipt. */
  readonly clockMs: number | null;
}

/** A member as the nation's officers see it. */
interface MemberView {
  readonly member: Member;
  /** Its statement in the book; null: the book has none. */
  readonly statement: Statement | null;
  /** What verifiers leave out of it. `at`: when a statement was left out, ms; null: it is so now. */
  readonly faults: readonly { readonly fault: MemberFault; readonly at: number | null }[];
  readonly suspension: Suspension | null;
  /** Null: none was sent yet, or the member is on this deployment. */
  readonly letter: SentLetter | null;
}

/** A register that waits for signatures. */
export interface CandidateView extends FileName, Pick<Register, "issuedAt"> {
  /** The names of the keys that have signed it. */
  readonly signed: readonly string[];
  readonly threshold: number;
  readonly changes: readonly RegisterChange[];
}

export interface MembersView {
  /** The register that holds; null before the first one. */
  readonly register: (FileName & Pick<Register, "issuedAt" | "expiresAt">) | null;
  /** The entries of the register that this release cannot read. */
  readonly leftOut: readonly string[];
  readonly members: readonly MemberView[];
  readonly candidates: readonly CandidateView[];
}

/** Whom an officer examines: the text of an application, or the code of a member. */
export type Asked = { readonly application: string } | { readonly code: string };

export interface ToExamine {
  /** The entry of the register, or the one that the application asks for. */
  readonly member: Member;
  /** The x coordinates of all keys of all others. */
  readonly taken: readonly string[];
}

/** `too_many_requests`: its origin was examined less than a minute ago, or many others were. */
export type ExamineeRefusal =
  | { readonly code: "application_unreadable" }
  | { readonly code: "issuer_not_member" }
  | TooManyRequests;

/** The order of an operator about a hosted issuer. */
export interface HostingOrder {
  readonly operator: string;
  /** The text that the operator signed. */
  readonly request: string;
  readonly act: HostingAct;
}

/** An order that waits for a second operator. */
export interface WaitingHosting extends Pick<HostingOrder, "operator" | "act"> {
  readonly at: number;
}

/** `proposed`: it waits for a second operator, who says the same. */
export type Hosting = "proposed" | "hosted" | "ended";

/**
 * `issuer_elsewhere`: the register lists it, with a system of its own. `issuer_differs`: it was hosted before, with other shards or another moment of colours.
 * `issuer_still_member`: the register leads to its hosts here.
 */
export type HostingRefusal = {
  readonly code:
    | "issuer_here"
    | "issuer_elsewhere"
    | "host_taken"
    | "issuer_differs"
    | "too_many_hosted"
    | "too_many_proposals"
    | "issuer_not_hosted"
    | "issuer_still_member";
};

export interface NationRpc extends Rpc.DurableObjectBranded {
  /** The root of this version, if it is the present one: readers that are there keep the earlier ones. */
  root(version: number): Promise<string | null>;
  /** The present state; null before the first register. */
  state(): string | null;
  register(seq: number): string | null;
  /** The changes of the book since this number; the whole book for 0 and for a number that it does not have. */
  book(since: number): string;
  /** The registers that wait for more signatures, the newest first. */
  candidates(): readonly string[];
  /** Takes a register that at least one officer has signed, and keeps it until enough have. Idempotent. */
  offerRegister(text: string, now: number): Promise<Result<OfferedRegister, RegisterRefusal>>;
  /** Takes the statement of a member. Answers whether it is new. Idempotent. */
  offerStatement(text: string, now: number): Promise<Result<boolean, StatementRefusal>>;
  /** The origin of a member in the register that holds; null: it lists none. */
  originOf(code: IssuerCode): string | null;
  /** Notes what became of the last letter to a member. */
  noteLetter(sent: SentLetter): void;
  /** All members, and the registers that wait for signatures, for the nation's officers. */
  members(now: number): Promise<MembersView>;
  /** Reads whom an officer examines, and counts the examination. */
  beginExamination(asked: Asked, now: number): Promise<Result<ToExamine, ExamineeRefusal>>;
  /** Suspends a member at once, by an order that one officer has signed. Only a register ends it. Idempotent. */
  suspend(order: string, now: number): Promise<Result<Suspension, SuspendRefusal>>;
  /** Takes the order of one of two operators to host an issuer, or to end its hosting. When two say the same, it is done. Idempotent. */
  orderHosting(order: HostingOrder, now: number): Promise<Result<Hosting, HostingRefusal>>;
  /** Takes an operator's waiting order about an issuer back. Answers whether there was one. */
  withdrawHosting(operator: string, code: IssuerCode, now: number): boolean;
  /** The orders that wait for a second operator, the newest first. */
  hostings(now: number): readonly WaitingHosting[];
}
