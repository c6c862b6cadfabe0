/** What crosses the boundary of a FactImport. */
import type { EnterAreaRefusal } from "../../domain/area/area.ts";
import type { AreaLineRefusal } from "../../domain/area/area-line.ts";
import type { FactLineRefusal } from "../../domain/fact/fact-line.ts";
import type { ListFormat } from "../../domain/list/line.ts";
import type { FactOutcome } from "../people/news.ts";

export interface Beginning {
  readonly format: ListFormat;
  /** Who sends it, an account or a client, and the division whose lists it may enter; empty: every one. */
  readonly sender: { readonly id: string; readonly scope: string };
  /** Of the issuer's persons. */
  readonly shards: number;
}

/** Why a line was not taken: as it stands there, or because of what there is already. */
export interface LineRefusal {
  readonly code:
    | FactLineRefusal["code"]
    | AreaLineRefusal["code"]
    | EnterAreaRefusal["code"]
    | "outside_scope"
    | Exclude<FactOutcome, "new" | "known">;
  /** The column that is wrong; null: the line as a whole. */
  readonly field: string | null;
}

export interface LineError extends LineRefusal {
  /** From 1; the heading of a CSV is line 1. */
  readonly line: number;
}

export interface ImportView {
  /** `receiving` until the whole file has come, `running` until every line was looked at. */
  readonly state: "receiving" | "running" | "done";
  /** ms */
  readonly begunAt: number;
  readonly finishedAt: number | null;
  /** Looked at so far, the heading included. */
  readonly lines: number;
  /** What was new. */
  readonly entered: number;
  /** What had been entered before, by another file or an earlier attempt at this one. */
  readonly known: number;
  readonly refused: number;
  /** The first ones. */
  readonly errors: readonly LineError[];
}

/** The methods of the import of one file, as its callers see them. */
export interface FactImportRpc extends Rpc.DurableObjectBranded {
  /** Somebody sends the file: the number of this attempt, which ends any earlier one; null where it has come whole and nothing of it was refused. */
  begin(beginning: Beginning, now: number): number | null;

  /** A piece of whole lines, from 0. It is kept in parts, of which a ring takes one. */
  add(attempt: number, n: number, text: string): Promise<void>;

  /** The file has come whole, in so many pieces: its lines are taken from now on. */
  close(attempt: number, pieces: number, now: number): void;

  /** What came is not the file that was announced. */
  forget(attempt: number): void;

  /** Null where no such file was sent. */
  view(): ImportView | null;
}
