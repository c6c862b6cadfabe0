/** What crosses the boundary of the queues of appeals and of reviews. */
import type { Ground as AppealGround } from "../../domain/appeal/appeal.ts";
import type { ReviewGround } from "../../domain/review/review.ts";
import type { AppealFile } from "../../domain/appeal/file.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import type { FactKind, Risk } from "../../domain/fact/fact.ts";
import type { Sentence } from "../../domain/sentence.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import type { OfficerNotBound } from "../../domain/officer/officer.ts";
import type { Result } from "../../domain/result.ts";

/** What officers read of an appeal, sealed at rest. */
export interface QueuedText {
  readonly at: number;
  readonly maskedName: string;
  readonly colour: CodeColour;
  readonly why: Sentence;
  /** The list whose entry it is about; null where no list caused the colour. */
  readonly cause: FactKind | null;
  readonly text: string;
  /** Absent in what was put there before there were files. */
  readonly files?: readonly AppealFile[];
}

/** What officers read of an application, sealed at rest. */
export interface QueuedReview {
  /** Of the application, ms. */
  readonly at: number;
  readonly maskedName: string;
  readonly risk: Risk;
  /** 12 digits of the declared address. */
  readonly community: string;
}

/** The methods of a queue of one division, as its callers see them. */
export interface QueueRpc<Text, Ground extends string> extends Rpc.DurableObjectBranded {
  /** Takes one in; the same again is the same. */
  put(id: string, person: PersonKey, dueAt: number, text: Text): Promise<void>;

  /** What waits, first what is due first. */
  waiting(): Promise<readonly Queued<Text, Ground>[]>;

  /** How many wait, and how many of them are overdue: as many as are shown at most. */
  count(now: number): { readonly waiting: number; readonly overdue: number };

  /** Whose it is; null where it does not wait here. */
  personOf(id: string): PersonKey | null;

  /**
   * Four eyes: the first officer proposes a ground, and may choose another one; a second officer agrees to the same ground.
   * @param officer null where the login is bound to nobody
   */
  propose(id: string, officer: PersonKey | null, ground: Ground): AgreementResult;

  /** It is answered: it waits no longer. */
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

/** `agreed`: two officers have chosen the same ground. */
export type Agreement = "proposed" | "agreed";

export type AgreementResult = Result<
  Agreement,
  { readonly code: "not_waiting" } | { readonly code: "second_officer" } | OfficerNotBound
>;

export type AppealQueueRpc = QueueRpc<QueuedText, AppealGround>;
export type ReviewQueueRpc = QueueRpc<QueuedReview, ReviewGround>;
