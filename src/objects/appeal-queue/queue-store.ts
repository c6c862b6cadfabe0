/** Appeals that wait in one division: every statement that touches the table. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Ground } from "../../domain/appeal/appeal.ts";

export interface QueuedRow {
  readonly id: string;
  readonly person: PersonKey;
  /** ms */
  readonly dueAt: number;
  readonly sealed: string;
  /** Who would grant it, by a keyed hash; null: nobody yet. */
  readonly officer: string | null;
  readonly ground: Ground | null;
}

const COLUMNS = "id, person, due_at AS dueAt, sealed, officer, ground";

export class QueueStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What is due first comes first: what is overdue, before everything. */
  first(limit: number): readonly QueuedRow[] {
    return this.#rows("ORDER BY due_at LIMIT ?", limit);
  }

  one(id: string): QueuedRow | null {
    return this.#rows("WHERE id = ?", id)[0] ?? null;
  }

  /** The same again keeps its place. */
  add({ id, person, dueAt, sealed }: QueuedRow): void {
    this.#sql.exec(
      "INSERT INTO appeals (id, person, due_at, sealed) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      id,
      person,
      dueAt,
      sealed,
    );
  }

  propose(id: string, officer: string, ground: Ground): void {
    this.#sql.exec("UPDATE appeals SET officer = ?, ground = ? WHERE id = ?", officer, ground, id);
  }

  drop(id: string): void {
    this.#sql.exec("DELETE FROM appeals WHERE id = ?", id);
  }

  #rows(where: string, binding: SqlStorageValue): readonly QueuedRow[] {
    return this.#sql
      .exec<Record<keyof QueuedRow, SqlStorageValue>>(`SELECT ${COLUMNS} FROM appeals ${where}`, binding)
      .toArray() as unknown as readonly QueuedRow[];
  }
}
