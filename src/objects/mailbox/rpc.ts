/** What the mailbox of an issuer for one peer answers. docs/trust.md §10. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { FileKind, ItemKind, ItemResult, Letter, LetterItem } from "../../domain/federation/letter.ts";
import type { Result } from "../../domain/result.ts";

/** A file for the peer. Of each kind only the newest is sent. */
export interface LetterOrder {
  readonly kind: FileKind;
  readonly file: string;
  /** The origin of the peer in the register, or the setting YIMA_NATION. */
  readonly origin: string;
}

/** `letter_suspended`: a peer that is suspended tells nothing about persons, because its key may be stolen. It sends again after its readmission. */
export type LetterRefusal = TooManyRequests | { readonly code: "letter_suspended" };

export interface MailboxRpc extends Rpc.DurableObjectBranded {
  /**
   * Sends items of a kind to the peer, at most 250, together with those of other callers. Answers the peer's result of each. Rejects if the peer has not answered, and
   * at once while it rests after failures.
   */
  send(kind: ItemKind, items: readonly LetterItem[]): Promise<readonly ItemResult[]>;
  /** Sends a file to the peer at once, and again after each failure. The same file is not sent again for ten minutes after the peer has answered it. */
  hand(order: LetterOrder, now: number): void;
  /** Takes a letter of the peer, whose signature the caller has verified. A repeated letter changes nothing. */
  take(letter: Letter, now: number): Promise<Result<readonly ItemResult[], LetterRefusal>>;
}
