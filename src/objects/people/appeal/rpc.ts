/** RPC types of a People shard: appeals and their files. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { AppealRefusal, Ground } from "../../../domain/appeal/appeal.ts";
import type { AppealFile, AppealFileRefusal } from "../../../domain/appeal/file.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import type { FactKind } from "../../../domain/fact/fact.ts";
import type { IssuerCode } from "../../../domain/issuer/issuer.ts";
import type { Result } from "../../../domain/result.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import type { NotManager } from "../person/rpc.ts";

export interface AppealOrder {
  readonly person: PersonKey;
  readonly account: AccountKey;
  readonly id: string;
  readonly text: string;
  /** Ids of the files of the appeal, in order. */
  readonly files: readonly string[];
  /** The kind of list entry for which the rules gave the colour; null if none caused it. */
  readonly cause: FactKind | null;
  /** The issuer's own region: it answers if no list entry caused the colour, or its own officers entered one from outside. */
  readonly region: string;
  /** What the person was shown. */
  readonly shown: { readonly colour: CodeColour; readonly why: Sentence };
}

export type AppealAnswer =
  | { readonly decision: "grant"; readonly ground: Ground; readonly reason: string }
  | { readonly decision: "refuse"; readonly reason: string };

export interface AppealView {
  readonly id: string;
  readonly at: number;
  readonly region: string;
  /** Null: this issuer answers. */
  readonly sent: SentView | null;
  readonly text: string;
  readonly files: readonly AppealFile[];
  /** Null while the appeal waits. */
  readonly answered: (AppealAnswer & { readonly at: number }) | null;
}

/** Where an appeal lies that another issuer answers; times in ms, null: not yet. */
export interface SentView {
  readonly teller: IssuerCode;
  readonly receivedAt: number | null;
  /** When the nation's officers got it too. */
  readonly nationAt: number | null;
  /** When the entry was set aside, because the teller is silent. */
  readonly asideAt: number | null;
  /** Whether it stands before the officers of the own issuer. */
  readonly isAtHome: boolean;
  readonly answeredBy: IssuerCode | null;
}

/** The answer of another issuer to an appeal that was sent to it by this item. */
export interface PeerAnswer {
  readonly person: PersonKey;
  readonly item: string;
  readonly from: IssuerCode;
  readonly answer: AppealAnswer;
}

export type PeerAnswerResult = Result<
  "taken" | "known",
  { readonly code: "appeal_not_found" | "ground_does_not_fit" | "fact_of_another" | "too_many_facts" }
>;

export type SetAsideResult = Result<null, { readonly code: "appeal_not_found" }>;

export interface AppealMade extends AppealView {
  readonly maskedName: string;
  readonly cause: FactKind | null;
}

export type AppealResult = Result<AppealMade, NotManager | AppealRefusal | AppealFileRefusal>;

export type AppealsResult = Result<readonly AppealView[], NotManager>;

export type AnswerAppealResult = Result<null, { readonly code: "appeal_not_found" | "ground_does_not_fit" | "too_many_facts" }>;

/** Identifies a file of an appeal: the person, the id of the appeal, and the id of the file. */
export interface FileName {
  readonly person: PersonKey;
  readonly appeal: string;
  readonly id: string;
}

export interface NoFile {
  readonly code: "file_not_found";
}

/** `stored`: the bytes are stored already and need not be sent again. */
export type BeginFileResult = Result<"begun" | "stored", NotManager | AppealFileRefusal>;

export type FileResult = Result<AppealFile, NotManager | NoFile>;

/** A file that an administrator opens to answer the appeal: with the division in whose name, and the account. */
export interface FileLook extends FileName {
  readonly office: string;
  readonly actor: AccountKey;
}

export type FileLookResult = Result<{ readonly file: AppealFile; readonly maskedName: string }, NoFile>;
