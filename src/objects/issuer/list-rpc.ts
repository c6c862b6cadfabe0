/** The types of files of lists, as their callers see them. Decision 56. */
import type { LineCount, ListFigures, ListFile } from "../../domain/list/list-file.ts";
import type { Proposal } from "../../domain/proposal/proposal.ts";

/** What a file has entered. */
export interface ListResult {
  readonly at: number;
  readonly entered: number;
  readonly known: number;
  readonly refused: number;
}

/** A list that was taken back as a whole. */
export interface ListTakenBack {
  readonly at: number;
  readonly entries: number;
}

/** A file that officers proposed or a client sent. Its proposal has the same id. */
export interface ListRow extends ListFile {
  readonly id: string;
  readonly isClient: boolean;
  /** The figures of the proposal; null for a client's file. */
  readonly figures: ListFigures | null;
  /** Null until all lines are entered. */
  readonly result: ListResult | null;
  /** The id of the approved proposal to take it back; null without one. */
  readonly withdrawal: string | null;
  readonly takenBack: ListTakenBack | null;
}

/** A list with the proposals that decided about it: to enter it (null for a client's file), and to take it back. */
export interface ListView extends ListRow {
  readonly proposal: Proposal | null;
  readonly withdrawn: Proposal | null;
}

/** The report of a file that was entered or taken back. */
export interface ListReport {
  readonly id: string;
  readonly file: ListFile;
  readonly isClient: boolean;
  readonly kinds: readonly LineCount[];
  readonly sources: readonly LineCount[];
  readonly result: ListResult;
  readonly takenBack: ListTakenBack | null;
}

export type ListFault =
  | { readonly code: "list_proposed" }
  | { readonly code: "list_entered" }
  | { readonly code: "list_not_found" }
  | { readonly code: "list_withdrawn" };
