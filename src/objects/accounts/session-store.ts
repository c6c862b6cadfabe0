/** Sessions of an Accounts shard and the boards that they watch: every statement that touches these tables. */
import type { AccountKey } from "../../domain/access/keys.ts";
import type { SessionTimes } from "../../domain/access/session.ts";
import { opensRoles, PROOFS } from "../../domain/identity/proof.ts";
import { columns, query, readFirst, readNumber, readRows, readText, readTexts } from "../sql.ts";
import type { SessionRow, SessionView } from "./rpc.ts";

const TIMES = {
  begunAt: "begun_at",
  usedAt: "used_at",
  expiresAt: "expires_at",
  officeUntil: "office_until",
  officeEndsAt: "office_ends",
} as const;

const ROLE_PROOFS = PROOFS.filter(opensRoles)
  .map((proof) => `'${proof}'`)
  .join(", ");

/** A session with its account, and the data of its own row that decide about a use. */
export interface StoredSession extends SessionView, SessionTimes {
  /** 1 if the account has a grant of an administrator. */
  readonly hasOffice: number;
}

const SESSION = columns<StoredSession>({
  id: "sessions.id",
  account: "sessions.account",
  maskedPhone: "masked_phone",
  provider: "provider",
  person: `(SELECT person FROM people WHERE account = sessions.account AND relation = 'self' AND confirmed = 1
            AND proof IN (${ROLE_PROOFS}) ORDER BY added_at, id LIMIT 1)`,
  hasOffice: "EXISTS (SELECT 1 FROM grants WHERE account = sessions.account AND role = 'administrator')",
  passkey: "passkey",
  passkeyAt: "passkey_at",
  ...TIMES,
});
const FIND = query`SELECT ${SESSION}
  FROM sessions JOIN accounts ON accounts.account = sessions.account WHERE hash = ? AND expires_at > ?`;

const ROW = columns<SessionRow>({
  id: "id",
  device: "device",
  provider: "provider",
  begunAt: "begun_at",
  usedAt: "used_at",
});
const LIST = query`SELECT ${ROW} FROM sessions WHERE account = ? AND expires_at > ? ORDER BY used_at DESC, id`;

export interface NewSession extends SessionTimes {
  readonly hash: string;
  readonly id: string;
  readonly account: AccountKey;
  /** The identity provider where the login happened; null for a one-time password. */
  readonly provider: string | null;
  readonly device: string;
}

export class SessionStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * The valid session whose token has this hash, its account, and the person that the account is proved to be (`person` is null without a proof that opens
   * roles: domain/identity/proof.ts); null if there is no such session. One statement over four tables, because almost every request runs it.
   */
  find(hash: string, now: number): StoredSession | null {
    return readFirst(this.#sql, FIND, hash, now);
  }

  /** The valid sessions of an account, the one used last first. */
  all(account: AccountKey, now: number): readonly SessionRow[] {
    return readRows(this.#sql, LIST, account, now);
  }

  /** A repeat of one hash stores nothing. */
  add({ hash, id, account, provider, device, ...times }: NewSession): void {
    this.#sql.exec(
      `INSERT OR IGNORE INTO sessions (hash, id, account, provider, device, begun_at, used_at, expires_at, office_until, office_ends)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      hash,
      id,
      account,
      provider,
      device,
      times.begunAt,
      times.usedAt,
      times.expiresAt,
      times.officeUntil,
      times.officeEndsAt,
    );
  }

  setTimes(hash: string, { usedAt, expiresAt, officeUntil, officeEndsAt }: SessionTimes): void {
    this.#sql.exec(
      "UPDATE sessions SET used_at = ?, expires_at = ?, office_until = ?, office_ends = ? WHERE hash = ?",
      usedAt,
      expiresAt,
      officeUntil,
      officeEndsAt,
      hash,
    );
  }

  setPasskey(hash: string, passkey: string, now: number): void {
    this.#sql.exec("UPDATE sessions SET passkey = ?, passkey_at = ? WHERE hash = ?", passkey, now, hash);
  }

  drop(hash: string): void {
    this.#sql.exec("DELETE FROM sessions WHERE hash = ?", hash);
    this.#sql.exec("DELETE FROM watches WHERE hash = ?", hash);
  }

  /** Notes that a session watches the board of a division. */
  watch(hash: string, division: string): void {
    this.#sql.exec("INSERT OR IGNORE INTO watches (hash, division) VALUES (?, ?)", hash, division);
  }

  /** The divisions whose boards the sessions watch or have watched. */
  watched(hashes: readonly string[]): readonly string[] {
    return readTexts(
      this.#sql,
      "SELECT DISTINCT division FROM watches WHERE hash IN (SELECT value FROM json_each(?)) ORDER BY division",
      JSON.stringify(hashes),
    );
  }

  hashes(account: AccountKey): readonly string[] {
    return readTexts(this.#sql, "SELECT hash FROM sessions WHERE account = ?", account);
  }

  /** The hash of a session by its id; null if the account has no such session. */
  hashOf(account: AccountKey, id: string): string | null {
    return readText(this.#sql, "SELECT hash FROM sessions WHERE account = ? AND id = ?", account, id);
  }

  /** The next time at which a session ends, ms; null if there is none. */
  nextDue(): number | null {
    return readNumber(this.#sql, "SELECT MIN(expires_at) FROM sessions");
  }

  sweep(now: number): void {
    this.#sql.exec("DELETE FROM sessions WHERE expires_at <= ?", now);
    this.#sql.exec("DELETE FROM watches WHERE hash NOT IN (SELECT hash FROM sessions)");
  }
}
