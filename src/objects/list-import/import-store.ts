/** One file of a list, and its pieces that are not imported yet: every statement that touches these tables. */
import type { ListFormat } from "../../domain/list/line.ts";
import { columns, query, readFirst } from "../sql.ts";
import type { ImportOrder, ImportView, ListSender } from "./rpc.ts";

/** `read` and `count`: the file is read, then its persons are counted. `ready`: it waits for a proposal. `enter`: its lines are entered, or were. */
export type Phase = "read" | "count" | "ready" | "proposed" | "enter" | "take_back" | "taken_back";

interface StoredRow extends Omit<ImportView, "state" | "errors"> {
  readonly format: ListFormat;
  readonly shards: number;
  /** The number of the current attempt to send the file, from 1. */
  readonly attempt: number;
  /** The number of pieces; null until the whole file has arrived. */
  readonly pieces: number | null;
  /** The heading line of a CSV file; null before it was read. */
  readonly heading: string | null;
  readonly phase: Phase;
  /** The name of the file. */
  readonly name: string;
  /** The id of the list; empty before a proposal. */
  readonly list: string;
  /** The time of the last change of the phase, ms. */
  readonly phaseAt: number;
  /** The next piece to read, the next shard to count, or the next shard to take back from. */
  readonly cursor: number;
  /** Within the shard of `cursor`: the number of counted persons, or the last person who was taken back. */
  readonly part: string;
  /** Entries that were taken back. */
  readonly takenBack: number;
  /** 1 while the issuer does not know the result. */
  readonly untold: number;
}

export interface ImportRow extends StoredRow {
  readonly sender: ListSender;
}

export interface PieceRow {
  readonly n: number;
  readonly sealed: string;
}

/** The counts of one piece that was imported or read. */
export type PieceCounts = Pick<ImportRow, "heading" | "lines" | "entered" | "known" | "refused">;

/** More than the number of parts of any piece: 128 K characters that are all line ends give 512 parts of 256 lines. */
const PARTS_A_PIECE = 1000;

const IMPORT_ROW = columns<StoredRow & { readonly sender: string }>({
  format: "format",
  sender: "sender",
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
  phase: "phase",
  name: "file_name",
  list: "list",
  phaseAt: "phase_at",
  cursor: "cursor",
  part: "part",
  takenBack: "taken_back",
  untold: "untold",
});
const PIECE = columns<PieceRow>({ n: "n", sealed: "sealed" });

export class ImportStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  row(): ImportRow | null {
    const row = readFirst(this.#sql, query`SELECT ${IMPORT_ROW} FROM import`);
    return row && { ...row, sender: JSON.parse(row.sender) as ListSender };
  }

  begin({ format, name, sender, shards }: ImportOrder, attempt: number, now: number): void {
    this.#sql.exec(
      `INSERT INTO import (only, format, actor, scope, shards, attempt, begun_at, phase, file_name, sender, phase_at)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      format,
      sender.id,
      sender.scope,
      shards,
      attempt,
      now,
      sender.officer === null ? "enter" : "read",
      name,
      JSON.stringify(sender),
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

  /** The first piece with a number of at least `from`. */
  next(from = 0): PieceRow | null {
    return readFirst(this.#sql, query`SELECT ${PIECE} FROM pieces WHERE n >= ? ORDER BY n LIMIT 1`, from);
  }

  /** Deletes an imported piece. */
  done(n: number): void {
    this.#sql.exec("DELETE FROM pieces WHERE n = ?", n);
  }

  /** Adds the counts of a piece. */
  count({ heading, lines, entered, known, refused }: PieceCounts): void {
    this.#sql.exec(
      "UPDATE import SET heading = ?, lines = lines + ?, entered = entered + ?, known = known + ?, refused = refused + ?",
      heading,
      lines,
      entered,
      known,
      refused,
    );
  }

  /** Counts a line as refused that was read before. */
  refuse(): void {
    this.#sql.exec("UPDATE import SET refused = refused + 1");
  }

  finish(now: number): void {
    this.#sql.exec("UPDATE import SET finished_at = ?, untold = 1", now);
  }

  untell(): void {
    this.#sql.exec("UPDATE import SET untold = 1");
  }

  told(): void {
    this.#sql.exec("UPDATE import SET untold = 0");
  }

  setPhase(phase: Phase, now: number): void {
    this.#sql.exec("UPDATE import SET phase = ?, phase_at = ?, cursor = 0, part = ''", phase, now);
  }

  setList(id: string): void {
    this.#sql.exec("UPDATE import SET list = ?", id);
  }

  setCursor(cursor: number, part = ""): void {
    this.#sql.exec("UPDATE import SET cursor = ?, part = ?", cursor, part);
  }

  addTakenBack(entries: number): void {
    this.#sql.exec("UPDATE import SET taken_back = taken_back + ?", entries);
  }

  /** Begins to enter a file that was read: its lines are counted again, as they are entered. */
  enter(now: number): void {
    this.setPhase("enter", now);
    this.#sql.exec("UPDATE import SET heading = NULL, lines = 0, entered = 0, known = 0, refused = 0");
  }

  /** Deletes the pieces that are not entered. */
  forgetPieces(): void {
    this.#sql.exec("DELETE FROM pieces");
  }

  forget(): void {
    this.#sql.exec("DELETE FROM pieces");
    this.#sql.exec("DELETE FROM import");
  }
}
