/** Credentials that were given out and are not expired: every statement that touches the table. */
import type { PersonKey } from "../../domain/access/keys.ts";

export interface CredentialRow {
  /** Hex of the subject handle. */
  readonly handle: string;
  readonly expiresAt: number;
  readonly statusList: string;
  readonly statusIndex: number;
}

export class CredentialStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(person: PersonKey, credential: CredentialRow): void {
    this.#sql.exec(
      "INSERT INTO credentials (person, handle, expires_at, status_list, status_index) VALUES (?, ?, ?, ?, ?)",
      person,
      credential.handle,
      credential.expiresAt,
      credential.statusList,
      credential.statusIndex,
    );
  }

  /** When the `count`-th of those that expire last expires, ms; null where there are fewer. */
  nthExpiry(person: PersonKey, count: number): number | null {
    const row = this.#sql
      .exec<{ at: number }>(
        "SELECT expires_at AS at FROM credentials WHERE person = ? ORDER BY expires_at DESC LIMIT 1 OFFSET ?",
        person,
        count - 1,
      )
      .toArray()[0];
    return row?.at ?? null;
  }

  /** Whether this credential was given to this person and has not been recalled since. */
  isLive(person: PersonKey, handle: string): boolean {
    return (
      this.#sql
        .exec("SELECT 1 FROM credentials WHERE person = ? AND handle = ? AND recalled_at IS NULL", person, handle)
        .toArray().length > 0
    );
  }

  recallAll(person: PersonKey, now: number): void {
    this.#sql.exec("UPDATE credentials SET recalled_at = ? WHERE person = ? AND recalled_at IS NULL", now, person);
  }

  dropExpired(person: PersonKey, now: number): void {
    this.#sql.exec("DELETE FROM credentials WHERE person = ? AND expires_at <= ?", person, now);
  }
}
