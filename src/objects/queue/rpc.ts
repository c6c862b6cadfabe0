/** What crosses the boundary of an AppealQueue. */
import type { CodeColour } from "../../domain/code/claims.ts";
import type { AppealFile } from "../../domain/appeal/file.ts";
import type { FactKind } from "../../domain/fact/fact.ts";
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
