/** One-time passwords, hourly counts and sessions of an Accounts shard: every statement that touches these tables. */
import type { AccountKey } from "../../domain/access/keys.ts";
import type { HourCount, SentPassword } from "../../domain/access/one-time-password.ts";
import type { SessionView } from "./rpc.ts";

export class LoginStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  password(account: AccountKey): SentPassword | null {
    const row = this.#sql
      .exec<{ hash: string; sent_at: number; attempts: number }>(
        "SELECT hash, sent_at, attempts FROM one_time_passwords WHERE account = ?",
        account,
      )
      .toArray()[0];
    return row === undefined ? null : { hash: row.hash, sentAt: row.sent_at, attempts: row.attempts };
  }

  savePassword(account: AccountKey, sent: SentPassword): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO one_time_passwords (account, hash, sent_at, attempts) VALUES (?, ?, ?, ?)",
      account,
      sent.hash,
      sent.sentAt,
      sent.attempts,
    );
  }

  dropPassword(account: AccountKey): void {
    this.#sql.exec("DELETE FROM one_time_passwords WHERE account = ?", account);
  }

  hourCount(subject: string): HourCount | null {
    return (
      this.#sql
        .exec<{ since: number; count: number }>("SELECT since, count FROM hour_counts WHERE subject = ?", subject)
        .toArray()[0] ?? null
    );
  }

  saveHourCount(subject: string, count: HourCount): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO hour_counts (subject, since, count) VALUES (?, ?, ?)",
      subject,
      count.since,
      count.count,
    );
  }

  /** Who is logged in by this token's hash, and whom the account is bound to by real name. One statement over three tables: every request asks it. */
  session(hash: string, now: number): SessionView | null {
    const rows = this.#sql
      .exec<Record<keyof SessionView, SqlStorageValue>>(
        `SELECT sessions.account, masked_phone AS maskedPhone,
           (SELECT person FROM people WHERE account = sessions.account AND relation = 'self' AND confirmed = 1
            ORDER BY added_at, id LIMIT 1) AS person
         FROM sessions JOIN accounts ON accounts.account = sessions.account WHERE hash = ? AND expires_at > ?`,
        hash,
        now,
      )
      .toArray() as unknown as readonly SessionView[];
    return rows[0] ?? null;
  }

  saveSession(hash: string, account: AccountKey, expiresAt: number): void {
    this.#sql.exec("INSERT INTO sessions (hash, account, expires_at) VALUES (?, ?, ?)", hash, account, expiresAt);
  }

  dropSession(hash: string): void {
    this.#sql.exec("DELETE FROM sessions WHERE hash = ?", hash);
  }

  /** When the first of what is kept may be removed, ms; null where nothing is kept. @param countsFor ms that passwords and counts matter */
  nextDue(countsFor: number): number | null {
    return this.#sql
      .exec<{ due: number | null }>(
        `SELECT MIN(at) AS due FROM (SELECT MIN(expires_at) AS at FROM sessions
         UNION ALL SELECT MIN(sent_at) + ? FROM one_time_passwords UNION ALL SELECT MIN(since) + ? FROM hour_counts)`,
        countsFor,
        countsFor,
      )
      .one().due;
  }

  /** Removes what no longer lets anybody in or counts for anything. */
  sweep(now: number, countsBefore: number): void {
    this.#sql.exec("DELETE FROM sessions WHERE expires_at <= ?", now);
    this.#sql.exec("DELETE FROM one_time_passwords WHERE sent_at <= ?", countsBefore);
    this.#sql.exec("DELETE FROM hour_counts WHERE since <= ?", countsBefore);
  }
}
