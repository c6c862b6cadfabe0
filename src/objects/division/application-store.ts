/** Applications that wait for a review in one division, and those turned down a moment ago: every statement that touches the table. */

export interface ApplicationRow {
  readonly id: string;
  readonly at: number;
  /** Name, division as written and phone, sealed. */
  readonly sealed: string;
  /** Refusal code: why it could not be decided at once. */
  readonly why: string;
  /** ms; null while it waits. */
  readonly refusedAt: number | null;
}

const COLUMNS = "id, at, sealed, why, refused_at AS refusedAt";

export class ApplicationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** How many wait. */
  count(): number {
    return this.#sql.exec<{ count: number }>("SELECT COUNT(*) AS count FROM applications WHERE refused_at IS NULL").one().count;
  }

  /** What waits, oldest first. */
  waiting(limit: number): readonly ApplicationRow[] {
    return this.#rows("WHERE refused_at IS NULL ORDER BY at, id LIMIT ?", limit);
  }

  /** What was turned down and is still kept, newest first. */
  refused(limit: number): readonly ApplicationRow[] {
    return this.#rows("WHERE refused_at IS NOT NULL ORDER BY refused_at DESC, id LIMIT ?", limit);
  }

  one(id: string): ApplicationRow | null {
    return this.#rows("WHERE id = ?", id)[0] ?? null;
  }

  /** The same application again keeps its place and takes the newer reason; one that was turned down waits again. */
  save({ id, at, sealed, why }: Omit<ApplicationRow, "refusedAt">): void {
    this.#sql.exec(
      `INSERT INTO applications (id, at, sealed, why) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET why = excluded.why, refused_at = NULL`,
      id,
      at,
      sealed,
      why,
    );
  }

  /** @param refusedAt ms; null takes the refusal back */
  mark(id: string, refusedAt: number | null): void {
    this.#sql.exec("UPDATE applications SET refused_at = ? WHERE id = ?", refusedAt, id);
  }

  drop(id: string): void {
    this.#sql.exec("DELETE FROM applications WHERE id = ?", id);
  }

  dropRefused(before: number): void {
    this.#sql.exec("DELETE FROM applications WHERE refused_at <= ?", before);
  }

  /** When the oldest refusal was, ms. */
  oldestRefusal(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MIN(refused_at) AS at FROM applications").one().at;
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly ApplicationRow[] {
    return this.#sql
      .exec<Record<keyof ApplicationRow, SqlStorageValue>>(`SELECT ${COLUMNS} FROM applications ${where}`, ...bindings)
      .toArray() as unknown as readonly ApplicationRow[];
  }
}
