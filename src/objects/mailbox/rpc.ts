/** What the mailbox of an issuer for one peer answers. docs/trust.md §10. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Ground } from "../../domain/appeal/appeal.ts";
import type { AppealItem } from "../../domain/federation/appeal-item.ts";
import type { AppealWords } from "../../token/federation/sealed-appeal.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { FileKind, ItemKind, ItemResult, Letter, LetterItem } from "../../domain/federation/letter.ts";
import type { LineCount } from "../../domain/list/list-file.ts";
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

/** Entries of one list that wait. `through`: when the last of them came, ms. */
export interface WaitingLines {
  readonly kind: string;
  readonly source: string;
  readonly lines: number;
  readonly through: number;
}

/** All entries that wait. `through`: when the last of them came, ms. */
export interface HeldFigures {
  readonly through: number;
  readonly lines: number;
  readonly kinds: readonly LineCount[];
  readonly sources: readonly LineCount[];
}

/** What a peer has told on a day of China. */
export interface ToldDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** New entries. */
  readonly facts: number;
  /** Items that were refused, also passes, by the code of the refusal. */
  readonly refused: readonly { readonly code: string; readonly items: number }[];
}

/** What a peer has told about persons of this issuer in the last 31 days, and what of it waits for officers; null: nothing does. */
export interface Told {
  readonly days: readonly ToldDay[];
  readonly waiting: HeldFigures | null;
}

/** What two officers have decided. `id`: their proposal. `let_in`: what came until `through`, ms, is entered. `take_back`: everything since the day `since` is taken back. */
export type ToldOrder =
  | { readonly id: string; readonly act: "let_in"; readonly through: number }
  | { readonly id: string; readonly act: "take_back"; readonly since: string };
/** An appeal of an own person, as their shard hands it in. */
export interface OutgoingAppeal {
  /** `at`: ms. */
  readonly item: Pick<AppealItem, "id" | "kind" | "source" | "reference" | "fact" | "at">;
  readonly person: PersonKey;
  readonly words: AppealWords;
}

/** The answer of officers to an appeal of the peer. `ground`: null if it is refused. */
export interface AppealAnswerGiven {
  readonly decision: "grant" | "refuse";
  readonly ground: Ground | null;
  readonly reason: string;
}

export type GiveAnswerResult = Result<null, { readonly code: "appeal_not_found" | "ground_does_not_fit" }>;

export interface MailboxRpc extends Rpc.DurableObjectBranded {
  /**
   * Sends items of a kind to the peer, at most 250, together with those of other callers. Answers the peer's result of each. Rejects if the peer has not answered, and
   * at once while it rests after failures.
   */
  send(kind: ItemKind, items: readonly LetterItem[]): Promise<readonly ItemResult[]>;
  /** Sends appeals of own persons, at most ten, and notes whose each is. Answers and rejects like `send`. */
  sendAppeals(appeals: readonly OutgoingAppeal[]): Promise<readonly ItemResult[]>;
  /** Answers an appeal of the peer, once. The answer is sent until the peer has taken it. @param id of the appeal's item */
  giveAnswer(id: string, answer: AppealAnswerGiven, now: number): Promise<GiveAnswerResult>;
  /** Sends a file to the peer at once, and again after each failure. The same file is not sent again for ten minutes after the peer has answered it. */
  hand(order: LetterOrder, now: number): void;
  /** Takes a letter of the peer, whose signature the caller has verified. A repeated letter changes nothing. */
  take(letter: Letter, now: number): Promise<Result<readonly ItemResult[], LetterRefusal>>;
  told(): Told;
  /** Obeys an order, by the alarm. A repeated one changes nothing. */
  obey(order: ToldOrder, now: number): void;
}
