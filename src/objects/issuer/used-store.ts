/** The ids of requests of operators or of clients, and of messages, that were used, until they expire, so that none is used twice: every statement that touches the table. */
import { hasRow } from "../sql.ts";

export class UsedStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Marks an id as used until `forgetAt`, ms. @returns false if it was used before */
  take(id: string, forgetAt: number, now: number): boolean {
    this.#sql.exec("DELETE FROM used_requests WHERE forget_at <= ?", now);
    if (hasRow(this.#sql, "SELECT 1 FROM used_requests WHERE id = ?", id)) return false;
    this.#sql.exec("INSERT INTO used_requests (id, forget_at) VALUES (?, ?)", id, forgetAt);
    return true;
  }
}
