/** What crosses the boundary of a FactImport. */
import type { AccountKey } from "../../domain/access/keys.ts";
import type { FactFormat, FactLineRefusal } from "../../domain/colour/fact-line.ts";

export interface Beginning {
  readonly format: FactFormat;
  /** Who sends it. */
  readonly actor: AccountKey;
  /** Of the issuer's persons. */
  readonly shards: number;
}

export interface LineError extends FactLineRefusal {
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
