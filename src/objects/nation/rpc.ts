/** What the nation's object answers: the files of trust that it makes and collects, as a source of every reader. docs/trust.md. */
import type { LeftOut } from "../../domain/federation/kept-trust.ts";
import type { FileName, Suspension } from "../../domain/federation/trust-files.ts";
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

/** `statement_left_out`: it is older than the one before, another one under the same number, or cannot be read. */
export type StatementRefusal =
  | { readonly code: "issuer_not_member" }
  | { readonly code: "statement_left_out"; readonly reason: LeftOut };

/** `suspension_refused`: no officer has signed the order, or it is too old. */
export type SuspendRefusal =
  | { readonly code: "suspension_refused" }
  | { readonly code: "issuer_not_member" }
  | { readonly code: "too_many_suspensions" };

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
  /** Takes the statement of a member. Idempotent. */
  offerStatement(text: string, now: number): Promise<Result<null, StatementRefusal>>;
  /** Suspends a member at once, by an order that one officer has signed. Only a register ends it. Idempotent. */
  suspend(order: string, now: number): Promise<Result<Suspension, SuspendRefusal>>;
}
