/** What crosses the boundary of an AppealQueue. */
import type { CodeColour } from "../../domain/code/claims.ts";
import type { Ground } from "../../domain/appeal/appeal.ts";
import type { AppealFile } from "../../domain/appeal/file.ts";
import type { FactKind } from "../../domain/colour/facts.ts";
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
  readonly files: readonly AppealFile[];
}

export interface QueuedAppeal extends QueuedText {
  readonly id: string;
  readonly dueAt: number;
  readonly officer: string | null;
  readonly ground: Ground | null;
}

/** `agreed`: two officers have said the same. */
export type Proposal = "proposed" | "agreed";
