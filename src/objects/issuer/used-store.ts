/** The ids of requests of operators or of clients that were used, until the requests expire, so that none is used twice: every statement that touches the table. */
import { hasRow } from "../sql.ts";

export class UsedStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  has(id: string): boolean {
    return hasRow(this.#sql, "SELECT 1 FROM used_requests WHERE id = ?", id);
  }

  add(id: string, forgetAt: number): void {
    this.#sql.exec("INSERT INTO used_requests (id, forget_at) VALUES (?, ?)", id, forgetAt);
  }

  forget(now: number): void {
    this.#sql.exec("DELETE FROM used_requests WHERE forget_at <= ?", now);
  }
}
