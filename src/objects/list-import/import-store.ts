/** One file of a list, its pieces that are not imported yet, and the results of its lines: every statement that touches these tables. */
import type { ListFormat } from "../../domain/list/line.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";
import type { ImportOrder, ImportView, LineError } from "./rpc.ts";

export interface ImportRow extends Omit<ImportView, "state" | "errors"> {
  readonly format: ListFormat;
  /** The division whose lists the sender may enter; empty: every division. */
  readonly scope: string;
  readonly shards: number;
  /** The number of the current attempt to send the file, from 1. */
  readonly attempt: number;
  /** The number of pieces; null until the whole file has arrived. */
  readonly pieces: number | null;
  /** The heading line of a CSV file; null before it was read. */
  readonly heading: string | null;
}

export interface PieceRow {
  readonly n: number;
  readonly sealed: string;
}

/** The result of importing one piece. */
export interface Outcome extends Pick<ImportRow, "heading" | "lines" | "entered" | "known" | "refused"> {
  readonly errors: readonly LineError[];
}

const MAX_ERRORS = 1000;
/** More than the number of parts of any piece: 128 K characters that are all line ends give 512 parts of 256 lines. */
const PARTS_A_PIECE = 1000;

const IMPORT_ROW = columns<ImportRow>({
  format: "format",
  scope: "scope",
  shards: "shards",
  attempt: "attempt",
  pieces: "pieces",
  heading: "heading",
  begunAt: "begun_at",
  finishedAt: "finished_at",
  lines: "lines",
  entered: "entered",
  known: "known",
  refused: "refused",
});
const PIECE = columns<PieceRow>({ n: "n", sealed: "sealed" });
const LINE_ERROR = columns<LineError>({ line: "line", code: "code", field: "field" });

export class ImportStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  row(): ImportRow | null {
    return readFirst(this.#sql, query`SELECT ${IMPORT_ROW} FROM import`);
  }

  begin({ format, sender, shards }: ImportOrder, attempt: number, now: number): void {
    this.#sql.exec(
      "INSERT INTO import (only, format, actor, scope, shards, attempt, begun_at) VALUES (1, ?, ?, ?, ?, ?, ?)",
      format,
      sender.id,
      sender.scope,
      shards,
      attempt,
      now,
    );
  }

  /** Adds the parts of the piece `n`, in order. */
  add(n: number, parts: readonly string[]): void {
    for (const [part, sealed] of parts.entries())
      this.#sql.exec("INSERT INTO pieces (n, sealed) VALUES (?, ?)", n * PARTS_A_PIECE + part, sealed);
  }

  close(pieces: number): void {
    this.#sql.exec("UPDATE import SET pieces = ?", pieces);
  }

  next(): PieceRow | null {
    return readFirst(this.#sql, query`SELECT ${PIECE} FROM pieces ORDER BY n LIMIT 1`);
  }

  /** Deletes an imported piece, and adds its counts and errors. */
  done(n: number, { heading, lines, entered, known, refused, errors }: Outcome): void {
    this.#sql.exec("DELETE FROM pieces WHERE n = ?", n);
    const room = MAX_ERRORS - this.errors().length;
    for (const { line, code, field } of errors.slice(0, room))
      this.#sql.exec("INSERT INTO errors (line, code, field) VALUES (?, ?, ?)", line, code, field);
    this.#sql.exec(
      "UPDATE import SET heading = ?, lines = lines + ?, entered = entered + ?, known = known + ?, refused = refused + ?",
      heading,
      lines,
      entered,
      known,
      refused,
    );
  }

  finish(now: number): void {
    this.#sql.exec("UPDATE import SET finished_at = ?", now);
  }

  errors(): readonly LineError[] {
    return readRows(this.#sql, query`SELECT ${LINE_ERROR} FROM errors ORDER BY line`);
  }

  /** Deletes everything about the file. */
  forget(): void {
    this.#sql.exec("DELETE FROM pieces");
    this.#sql.exec("DELETE FROM errors");
    this.#sql.exec("DELETE FROM import");
  }
}
