/** Applications that wait for a review in one division: every statement that touches the table. */

export interface ApplicationRow {
  readonly id: string;
  readonly at: number;
  /** Name, division as written and phone, sealed. */
  readonly sealed: string;
  /** Refusal code: why it could not be decided at once. */
  readonly why: string;
}

export class ApplicationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  count(): number {
    return this.#sql.exec<{ count: number }>("SELECT COUNT(*) AS count FROM applications").one().count;
  }

  /** Oldest first. */
  all(limit: number): readonly ApplicationRow[] {
    return this.#sql
      .exec<Record<keyof ApplicationRow, SqlStorageValue>>(
        "SELECT id, at, sealed, why FROM applications ORDER BY at, id LIMIT ?",
        limit,
      )
      .toArray() as unknown as readonly ApplicationRow[];
  }

  one(id: string): ApplicationRow | null {
    const rows = this.#sql.exec<Record<keyof ApplicationRow, SqlStorageValue>>(
      "SELECT id, at, sealed, why FROM applications WHERE id = ?",
      id,
    );
    return (rows.toArray()[0] as unknown as ApplicationRow | undefined) ?? null;
  }

  /** The same application again keeps its place and takes the newer reason. */
  save({ id, at, sealed, why }: ApplicationRow): void {
    this.#sql.exec(
      "INSERT INTO applications (id, at, sealed, why) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET why = excluded.why",
      id,
      at,
      sealed,
      why,
    );
  }

  /** Whether there was one to drop. */
  drop(id: string): boolean {
    return this.#sql.exec("DELETE FROM applications WHERE id = ? RETURNING id", id).toArray().length > 0;
  }
}
