/** What waits in one division for two officers: every statement that touches the table of its queue. */
import type { PersonKey } from "../../domain/access/keys.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";

export interface QueuedRow<Ground extends string> {
  readonly id: string;
  readonly person: PersonKey;
  /** ms */
  readonly dueAt: number;
  readonly sealed: string;
  /** The officer who has agreed first; null: nobody yet. */
  readonly officer: PersonKey | null;
  readonly ground: Ground | null;
}

/** One table a queue, of one shape. */
export type QueueTable = "appeals" | "reviews";

/** For the migrations of each queue; it has run, so it never changes. */
export function queueTable(table: QueueTable): string {
  return `CREATE TABLE ${table} (id TEXT PRIMARY KEY, person TEXT NOT NULL, due_at INTEGER NOT NULL, sealed TEXT NOT NULL, officer TEXT, ground TEXT)
     STRICT, WITHOUT ROWID;
   CREATE INDEX ${table}_due ON ${table} (due_at)`;
}

/** Earlier code also took the key of a login as an officer, which looks like a person's: the first officer of what waited then agrees again. */
export function forgetFirstOfficers(table: QueueTable): string {
  return `UPDATE ${table} SET officer = NULL, ground = NULL`;
}

const SQL_OF_ROW = {
  id: "id",
  person: "person",
  dueAt: "due_at",
  sealed: "sealed",
  officer: "officer",
  ground: "ground",
} as const;

export class QueueStore<Ground extends string> {
  readonly #sql: SqlStorage;
  readonly #table: QueueTable;
  readonly #columns = columns<QueuedRow<Ground>>(SQL_OF_ROW);

  constructor(sql: SqlStorage, table: QueueTable) {
    this.#sql = sql;
    this.#table = table;
  }

  /** What is due first comes first: what is overdue, before everything. */
  first(limit: number): readonly QueuedRow<Ground>[] {
    return this.#rows("ORDER BY due_at LIMIT ?", limit);
  }

  one(id: string): QueuedRow<Ground> | null {
    return this.#rows("WHERE id = ?", id)[0] ?? null;
  }

  /** How many are due up to a moment, ms; counted no further than `limit`. */
  dueBy(until: number, limit: number): number {
    const counted = `SELECT COUNT(*) FROM (SELECT 1 FROM ${this.#table} WHERE due_at <= ? LIMIT ?)`;
    return readNumber(this.#sql, counted, until, limit) ?? 0;
  }

  /** The same again keeps its place. */
  add({ id, person, dueAt, sealed }: Omit<QueuedRow<Ground>, "officer" | "ground">): void {
    this.#sql.exec(
      `INSERT INTO ${this.#table} (id, person, due_at, sealed) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      id,
      person,
      dueAt,
      sealed,
    );
  }

  propose(id: string, officer: PersonKey, ground: Ground): void {
    this.#sql.exec(`UPDATE ${this.#table} SET officer = ?, ground = ? WHERE id = ?`, officer, ground, id);
  }

  drop(id: string): void {
    this.#sql.exec(`DELETE FROM ${this.#table} WHERE id = ?`, id);
  }

  #rows(where: string, binding: SqlStorageValue): readonly QueuedRow<Ground>[] {
    return readRows(this.#sql, query`SELECT ${this.#columns} FROM ${this.#table} ${where}`, binding);
  }
}
