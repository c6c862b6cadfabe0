/** The rows of a mailbox: the file of each kind that waits for the peer, what the peer has answered last, and the pauses after failures. */
import type { FileKind } from "../../domain/federation/letter.ts";
import type { Rest, Rests } from "../duty/outbox.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";
import { APPEALS } from "./appeal-store.ts";
import { EXPOSURES } from "./exposure-store.ts";
import { HELD_FACTS } from "./held-facts.ts";
import { TOLD_DAYS } from "./told-days.ts";
import { TOLD_ORDERS } from "./told-orders.ts";

/** The schema, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE waiting (kind TEXT PRIMARY KEY, id TEXT NOT NULL, file TEXT NOT NULL, origin TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE answered (kind TEXT PRIMARY KEY, file TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE rests (kind TEXT PRIMARY KEY, attempts INTEGER NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  HELD_FACTS,
  // What a peer has told, day by day, and what officers decide about it.
  `${TOLD_DAYS}; ${TOLD_ORDERS}`,
  EXPOSURES,
  APPEALS,
];

export interface WaitingRow {
  readonly kind: FileKind;
  /** The name of the item, the same in each attempt. */
  readonly id: string;
  readonly file: string;
  readonly origin: string;
}

interface AnsweredRow {
  readonly file: string;
  /** ms. */
  readonly at: number;
}

const WAITING = columns<WaitingRow>({ kind: "kind", id: "id", file: "file", origin: "origin" });
const ANSWERED = columns<AnsweredRow>({ file: "file", at: "at" });
const REST = columns<Rest>({ attempts: "attempts", until: "until" });

export class LineStore {
  readonly #sql: SqlStorage;
  /** In rows, because a mailbox that nobody calls leaves the memory between two tries. */
  readonly rests: Rests<FileKind>;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.rests = {
      get: (kind) => readFirst(sql, query`SELECT ${REST} FROM rests WHERE kind = ?`, kind) ?? undefined,
      set(kind, { attempts, until }) {
        sql.exec("INSERT OR REPLACE INTO rests (kind, attempts, until) VALUES (?, ?, ?)", kind, attempts, until);
      },
      delete: (kind) => void sql.exec("DELETE FROM rests WHERE kind = ?", kind),
    };
  }

  waiting(): readonly WaitingRow[] {
    return readRows(this.#sql, query`SELECT ${WAITING} FROM waiting ORDER BY kind`);
  }

  answered(kind: FileKind): AnsweredRow | null {
    return readFirst(this.#sql, query`SELECT ${ANSWERED} FROM answered WHERE kind = ?`, kind);
  }

  put({ kind, id, file, origin }: WaitingRow): void {
    const insert = "INSERT OR REPLACE INTO waiting (kind, id, file, origin) VALUES (?, ?, ?, ?)";
    this.#sql.exec(insert, kind, id, file, origin);
  }

  /** Forgets this file. A newer one of its kind goes on waiting. */
  drop({ kind, id }: WaitingRow): void {
    this.#sql.exec("DELETE FROM waiting WHERE kind = ? AND id = ?", kind, id);
  }

  /** The peer has answered this file. A newer one of its kind goes on waiting. */
  answer(row: WaitingRow, at: number): void {
    this.drop(row);
    this.#sql.exec("INSERT OR REPLACE INTO answered (kind, file, at) VALUES (?, ?, ?)", row.kind, row.file, at);
  }
}
