/** One-time passwords, and counts of limited acts per hour or day, of an Accounts shard: every statement that touches these tables. */
import type { AccountKey } from "../../domain/access/keys.ts";
import type { HourCount, SentPassword } from "../../domain/access/one-time-password.ts";
import { overUntil, RETENTION } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import { columns, query, readFirst, readNumber } from "../sql.ts";
import type { NewChallenge } from "./rpc.ts";

const PASSWORD = columns<SentPassword>({ hash: "hash", sentAt: "sent_at", attempts: "attempts" });
const HOUR_COUNT = columns<HourCount>({ since: "since", count: "count" });

/** The time from the first row to the sweep, and the shortest time between two sweeps. */
export const SWEEP_EVERY_MS = RETENTION.loginCount.ms;

/** The subject of the counts of persons that a login has tried to add. These counts are per day, all others per hour. */
export const PEOPLE_TRIED = "people";
const OF_DAY = `subject GLOB '${PEOPLE_TRIED}/*'`;

export class LoginStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The password that was sent to a number for this challenge. */
  password(account: AccountKey, challenge: string): SentPassword | null {
    return readFirst(this.#sql, query`SELECT ${PASSWORD} FROM challenges WHERE account = ? AND id = ?`, account, challenge);
  }

  /** The password that was sent last to a number, on the request of a browser that is known to it or of one that is not. */
  newestPassword(account: AccountKey, isKnown: boolean): SentPassword | null {
    return readFirst(
      this.#sql,
      query`SELECT ${PASSWORD} FROM challenges WHERE account = ? AND known = ? ORDER BY sent_at DESC LIMIT 1`,
      account,
      isKnown ? 1 : 0,
    );
  }

  savePassword(account: AccountKey, { id, passwordHash, isKnown }: NewChallenge, now: number): void {
    this.#sql.exec(
      "INSERT INTO challenges (account, id, hash, sent_at, attempts, known) VALUES (?, ?, ?, ?, 0, ?)",
      account,
      id,
      passwordHash,
      now,
      isKnown ? 1 : 0,
    );
  }

  /** Counts a wrong try, against this challenge alone. */
  countTry(account: AccountKey, challenge: string): void {
    this.#sql.exec("UPDATE challenges SET attempts = attempts + 1 WHERE account = ? AND id = ?", account, challenge);
  }

  dropPassword(account: AccountKey, challenge: string): void {
    this.#sql.exec("DELETE FROM challenges WHERE account = ? AND id = ?", account, challenge);
  }

  hourCount(subject: string): HourCount | null {
    return readFirst(this.#sql, query`SELECT ${HOUR_COUNT} FROM hour_counts WHERE subject = ?`, subject);
  }

  saveHourCount(subject: string, count: HourCount): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO hour_counts (subject, since, count) VALUES (?, ?, ?)",
      subject,
      count.since,
      count.count,
    );
  }

  /** The next time at which a row expires, ms; null if there is no row. */
  nextDue(): number | null {
    return readNumber(
      this.#sql,
      `SELECT MIN(at) FROM (SELECT MIN(sent_at) + ? AS at FROM challenges
         UNION ALL SELECT MIN(since + IIF(${OF_DAY}, ?, ?)) FROM hour_counts)`,
      RETENTION.loginCount.ms,
      RETENTION.personCount.ms,
      RETENTION.loginCount.ms,
    );
  }

  /** Removes passwords and counts whose term is over at `now`. */
  sweep(now: number): void {
    const [day, hour] = [overUntil("personCount", now), overUntil("loginCount", now)];
    this.#sql.exec("DELETE FROM challenges WHERE sent_at <= ?", hour);
    this.#sql.exec(`DELETE FROM hour_counts WHERE since <= IIF(${OF_DAY}, ?, ?)`, day, hour);
  }
}

interface Swept {
  /** The next time at which a row expires, ms; null if there is no row. */
  nextDue(): number | null;
  sweep(now: number): void;
}

/** Removes the rows whose term is over, all at once and at most once an hour. */
export function sweepDuty(stores: readonly Swept[]): Duty {
  let sweptAt = 0;
  return {
    name: "sweep of logins",
    due() {
      const dues = stores.map((store) => store.nextDue()).filter((at) => at !== null);
      return dues.length === 0 ? null : Math.max(Math.min(...dues), sweptAt + SWEEP_EVERY_MS);
    },
    run(now) {
      sweptAt = now;
      for (const store of stores) store.sweep(now);
    },
  };
}
