/** The items (appeals or reviews) that wait for two administrators in one division: every statement that touches the table of the queue. The column `officer` is the first administrator. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Officer } from "../../domain/officer/officer.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";

export interface QueuedRow<Ground extends string> {
  /** The id of the item in this queue. */
  readonly id: string;
  /** The id that the person's shard knows. Ids of appeals come from phones, so that those of two persons may be the same. Empty in a row of an earlier release: it is `id`. */
  readonly named: string;
  readonly person: PersonKey;
  /** The deadline for the administrators' answer, ms. */
  readonly dueAt: number;
  readonly sealed: string;
  /** The administrator who proposed `ground`, which waits for a second administrator; null: nobody yet. */
  readonly officer: PersonKey | null;
  readonly ground: Ground | null;
  /** The appointments of this administrator that one person made alone, as JSON. */
  readonly alone: string;
}

/** One table per queue. Both have the same columns. */
export type QueueTable = "appeals" | "reviews";

/** A migration of each queue. It has run in deployments, so that it must not change. */
export function queueTable(table: QueueTable): string {
  return `CREATE TABLE ${table} (id TEXT PRIMARY KEY, person TEXT NOT NULL, due_at INTEGER NOT NULL, sealed TEXT NOT NULL, officer TEXT, ground TEXT)
     STRICT, WITHOUT ROWID;
   CREATE INDEX ${table}_due ON ${table} (due_at)`;
}

/**
 * A migration. Earlier releases also stored an account's key as the officer, and it looks like a person's key. So all first officers are deleted and must
 * choose again.
 */
export function forgetFirstOfficers(table: QueueTable): string {
  return `UPDATE ${table} SET officer = NULL, ground = NULL`;
}

/** A migration. Of a first officer of an earlier release no appointment is known. */
export function keepAppointments(table: QueueTable): string {
  return `ALTER TABLE ${table} ADD COLUMN alone TEXT NOT NULL DEFAULT '[]'`;
}

/** A migration. The id of an item is no longer always the one that the person's shard knows. */
export function nameItems(table: QueueTable): string {
  return `ALTER TABLE ${table} ADD COLUMN named TEXT NOT NULL DEFAULT ''`;
}

const SQL_OF_ROW = {
  id: "id",
  named: "named",
  person: "person",
  dueAt: "due_at",
  sealed: "sealed",
  officer: "officer",
  ground: "ground",
  alone: "alone",
} as const;

export class QueueStore<Ground extends string> {
  readonly #sql: SqlStorage;
  readonly #table: QueueTable;
  readonly #columns = columns<QueuedRow<Ground>>(SQL_OF_ROW);

  constructor(sql: SqlStorage, table: QueueTable) {
    this.#sql = sql;
    this.#table = table;
  }

  /** At most `limit` items, the earliest deadline first. */
  first(limit: number): readonly QueuedRow<Ground>[] {
    return this.#rows("ORDER BY due_at LIMIT ?", limit);
  }

  one(id: string): QueuedRow<Ground> | null {
    return this.#rows("WHERE id = ?", id)[0] ?? null;
  }

  /** The number of items that are due up to `until` (ms), at most `limit`. */
  dueBy(until: number, limit: number): number {
    const counted = `SELECT COUNT(*) FROM (SELECT 1 FROM ${this.#table} WHERE due_at <= ? LIMIT ?)`;
    return readNumber(this.#sql, counted, until, limit) ?? 0;
  }

  /** Adds an item. Idempotent by id. */
  add({ id, named, person, dueAt, sealed }: Omit<QueuedRow<Ground>, "officer" | "ground" | "alone">): void {
    this.#sql.exec(
      `INSERT INTO ${this.#table} (id, named, person, due_at, sealed) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      id,
      named,
      person,
      dueAt,
      sealed,
    );
  }

  propose(id: string, { person, alone }: Officer, ground: Ground): void {
    const text = `UPDATE ${this.#table} SET officer = ?, ground = ?, alone = ? WHERE id = ?`;
    this.#sql.exec(text, person, ground, JSON.stringify(alone ?? []), id);
  }

  drop(id: string): void {
    this.#sql.exec(`DELETE FROM ${this.#table} WHERE id = ?`, id);
  }

  #rows(where: string, binding: SqlStorageValue): readonly QueuedRow<Ground>[] {
    return readRows(this.#sql, query`SELECT ${this.#columns} FROM ${this.#table} ${where}`, binding);
  }
}
