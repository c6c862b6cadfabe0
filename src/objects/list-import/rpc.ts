/** RPC of a FactImport: its methods and their types. */
import type { EnterAreaRefusal } from "../../domain/area/area.ts";
import type { AreaLineRefusal } from "../../domain/area/area-line.ts";
import type { FactLineRefusal } from "../../domain/fact/fact-line.ts";
import type { ListFormat } from "../../domain/list/line.ts";
import type { FactOutcome } from "../people/news.ts";

export interface ImportOrder {
  readonly format: ListFormat;
  /** The account or client that sends the file, and as `scope` the division whose lists it may enter; empty: every division. */
  readonly sender: { readonly id: string; readonly scope: string };
  /** The number of shards of the issuer's persons. */
  readonly shards: number;
}

/** The reason why a line was refused: a fault of its text, or a conflict with stored entries. */
export interface LineRefusal {
  readonly code:
    | FactLineRefusal["code"]
    | AreaLineRefusal["code"]
    | EnterAreaRefusal["code"]
    | "outside_scope"
    | Exclude<FactOutcome, "new" | "known">;
  /** The wrong column; null: the whole line. */
  readonly field: string | null;
}

export interface LineError extends LineRefusal {
  /** The number of the line in the file, from 1; the heading of a CSV file is line 1. */
  readonly line: number;
}

export interface ImportView {
  /** `receiving` until the whole file has arrived, then `running` until every line is processed, then `done`. */
  readonly state: "receiving" | "running" | "done";
  /** The beginning of the current attempt to send the file, ms. */
  readonly begunAt: number;
  readonly finishedAt: number | null;
  /** The number of processed lines, including the heading and empty lines. */
  readonly lines: number;
  /** The number of entries that were new or changed a stored one. */
  readonly entered: number;
  /** The number of entries that changed nothing: the same is stored already, from any sender or an earlier attempt, or the entry was withdrawn. */
  readonly known: number;
  readonly refused: number;
  /** The errors of the file, at most the first 1000. */
  readonly errors: readonly LineError[];
}

/** The methods of the import of one file, as its callers see them. */
export interface FactImportRpc extends Rpc.DurableObjectBranded {
  /** Begins an attempt to send the file, which ends an earlier attempt. @returns its number; null if the import is running, or is done without refused lines */
  begin(order: ImportOrder, now: number): number | null;

  /** Stores the piece number `n` (from 0) of the file, which consists of whole lines. */
  add(attempt: number, n: number, text: string): Promise<void>;

  /** Notes that the whole file has arrived in `pieces` pieces, and starts the import. */
  close(attempt: number, pieces: number, now: number): void;

  /** Deletes what has arrived of a file, because it was refused or its SHA-256 is not the announced one. */
  forget(attempt: number): void;

  /** The progress of the import; null if no such file was sent, or the file that was sent was refused or did not arrive whole within a day. */
  view(): ImportView | null;
}
