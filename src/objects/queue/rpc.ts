/** RPC of the queues of appeals and of reviews: their methods and types. */
import type { Choice } from "../../domain/appeal/appeal.ts";
import type { ReviewGround } from "../../domain/review/review.ts";
import type { AppealFile } from "../../domain/appeal/file.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import type { FactKind, Risk } from "../../domain/fact/fact.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Sentence } from "../../domain/sentence.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import type { AgreementRefusal, Officer } from "../../domain/officer/officer.ts";
import type { Result } from "../../domain/result.ts";

/** The content of an appeal, for administrators. Stored sealed. */
export interface QueuedText {
  readonly at: number;
  readonly maskedName: string;
  readonly colour: CodeColour;
  readonly why: Sentence;
  /** The kind of the list entry that caused the colour; null if none did. */
  readonly cause: FactKind | null;
  readonly text: string;
  /** Absent in items from before appeals had files. */
  readonly files?: readonly AppealFile[];
  /** The other issuer whose person appeals, and the number of files that stay there; absent: a person of the own issuer. */
  readonly home?: { readonly code: IssuerCode; readonly files: number };
  /** The source that has not answered in time: its issuer, and the division; absent: the entry is one of this division. */
  readonly silent?: { readonly teller: IssuerCode; readonly source: string };
}

/** The content of a review, for administrators. Stored sealed. */
export interface QueuedReview {
  /** The time of the declaration that is reviewed, ms. */
  readonly at: number;
  readonly maskedName: string;
  readonly risk: Risk;
  /** The community of the declared address, 12 digits. */
  readonly community: string;
}

/** The case that an item of a queue is about: the person, and the id that their shard knows. Of a person of another issuer (`homeOf`), the id of the letter's item. */
export interface Subject {
  readonly person: PersonKey;
  readonly id: string;
}

/** The methods of a queue of one division, as its callers see them. */
export interface QueueRpc<Text, Ground extends string> extends Rpc.DurableObjectBranded {
  /** Adds an item. A repeat with the same id for the same person changes nothing; another person's item may have the same id. */
  put(id: string, person: PersonKey, dueAt: number, text: Text): Promise<void>;

  /** At most 200 waiting items, the earliest deadline first. */
  waiting(): Promise<readonly Queued<Text, Ground>[]>;

  /** The number of all waiting items and the number of overdue ones, each at most 200. */
  count(now: number): { readonly waiting: number; readonly overdue: number };

  /** The case of an item, as the person's shard knows it; null if no item with this id waits here. */
  subjectOf(id: string): Subject | null;

  /**
   * The rule of two persons, here for administrators: the first one proposes a ground and may change it. The second one chooses without seeing it. If both
   * grounds differ, the second one's ground stands, and the first one may agree to it.
   */
  propose(id: string, officer: Officer, ground: Ground, at: number): AgreementResult;

  /** Removes an item whose answer was applied. */
  settle(id: string): void;
}

export interface Queued<Text, Ground> {
  readonly id: string;
  readonly person: PersonKey;
  readonly dueAt: number;
  readonly officer: PersonKey | null;
  readonly ground: Ground | null;
  readonly text: Text;
}

/** `proposed`: one administrator has chosen a ground. `agreed`: two administrators have chosen the same one. `differs`: they have chosen different ones. */
export type Agreement = "proposed" | "agreed" | "differs";

export type AgreementResult = Result<Agreement, { readonly code: "not_waiting" } | AgreementRefusal>;

export type AppealQueueRpc = QueueRpc<QueuedText, Choice>;
export type ReviewQueueRpc = QueueRpc<QueuedReview, ReviewGround>;
