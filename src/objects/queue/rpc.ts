/** What crosses the boundary of an AppealQueue. */
import type { AppealFile } from "../../domain/appeal/file.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import type { FactKind, Risk } from "../../domain/fact/fact.ts";
import type { Sentence } from "../../domain/sentence.ts";

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
