/** The passkeys of a shard's accounts, the challenges of their sessions, and permissions to make new ones: every statement that touches these tables. */
import type { AccountKey } from "../../domain/access/keys.ts";
import type { LostPasskey, PasskeyState } from "../../domain/access/passkey.ts";
import { columns, query, readFirst, readOne, readRows } from "../sql.ts";
import type { PasskeyRow } from "./passkey-rpc.ts";

/** A migration. It has run in deployments, so that it must not change. An office of this time has its days without a passkey from now on. */
export const PASSKEY_TABLES = `ALTER TABLE sessions ADD COLUMN passkey_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE sessions ADD COLUMN passkey TEXT NOT NULL DEFAULT '';
   ALTER TABLE grants ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
   UPDATE grants SET since = unixepoch() * 1000;
   CREATE TABLE passkeys (account TEXT NOT NULL, id TEXT NOT NULL, public_key TEXT NOT NULL, counter INTEGER NOT NULL, transports TEXT NOT NULL,
     name TEXT NOT NULL, made_at INTEGER NOT NULL, used_at INTEGER, PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
   CREATE TABLE passkey_challenges (hash TEXT NOT NULL, kind TEXT NOT NULL, challenge TEXT NOT NULL, at INTEGER NOT NULL,
     PRIMARY KEY (hash, kind)) STRICT, WITHOUT ROWID;
   CREATE TABLE passkey_losses (account TEXT PRIMARY KEY, body TEXT NOT NULL, permit_until INTEGER) STRICT, WITHOUT ROWID;`;

interface Row extends Omit<PasskeyRow, "transports"> {
  readonly transports: string;
}
const VIEW = { id: "id", name: "name", madeAt: "made_at", usedAt: "used_at" } as const;
const PASSKEY = columns<Row>({ ...VIEW, publicKey: "public_key", counter: "counter", transports: "transports" });
const CHALLENGE = columns<{ readonly challenge: string; readonly at: number }>({ challenge: "challenge", at: "at" });
const LOSS = columns<{ readonly body: string; readonly permitUntil: number | null }>({
  body: "body",
  permitUntil: "permit_until",
});
const STATE = columns<PasskeyState>({
  count: "(SELECT COUNT(*) FROM passkeys WHERE account = ?1)",
  officeSince: "(SELECT MIN(since) FROM grants WHERE account = ?1 AND role = 'administrator')",
  permitUntil: "(SELECT permit_until FROM passkey_losses WHERE account = ?1)",
});

export type ChallengeKind = "make" | "show";

/** A reported loss, and what came of it. */
export interface StoredLoss extends LostPasskey {
  /** Who else agreed; null: nobody yet. */
  readonly second: string | null;
}

export class PasskeyStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  state(account: AccountKey): PasskeyState {
    return readOne(this.#sql, query`SELECT ${STATE}`, account);
  }

  all(account: AccountKey): readonly PasskeyRow[] {
    const rows = readRows(this.#sql, query`SELECT ${PASSKEY} FROM passkeys WHERE account = ? ORDER BY made_at, id`, account);
    return rows.map((row) => ({ ...row, transports: JSON.parse(row.transports) as string[] }));
  }

  add(account: AccountKey, { id, publicKey, counter, transports, name, madeAt }: Omit<PasskeyRow, "usedAt">): void {
    this.#sql.exec(
      "INSERT INTO passkeys (account, id, public_key, counter, transports, name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      account,
      id,
      publicKey,
      counter,
      JSON.stringify(transports),
      name,
      madeAt,
    );
  }

  rename(account: AccountKey, id: string, name: string): void {
    this.#sql.exec("UPDATE passkeys SET name = ? WHERE account = ? AND id = ?", name, account, id);
  }

  noteUse(account: AccountKey, id: string, counter: number, now: number): void {
    this.#sql.exec("UPDATE passkeys SET counter = ?, used_at = ? WHERE account = ? AND id = ?", counter, now, account, id);
  }

  remove(account: AccountKey, id: string): void {
    this.#sql.exec("DELETE FROM passkeys WHERE account = ? AND id = ?", account, id);
  }

  removeAll(account: AccountKey): void {
    this.#sql.exec("DELETE FROM passkeys WHERE account = ?", account);
  }

  /** Stores a challenge of a session; an earlier one of the same kind ends. */
  putChallenge(hash: string, kind: ChallengeKind, challenge: string, now: number): void {
    const text = "INSERT OR REPLACE INTO passkey_challenges (hash, kind, challenge, at) VALUES (?, ?, ?, ?)";
    this.#sql.exec(text, hash, kind, challenge, now);
  }

  /** Takes the challenge of a session, which can be used once. */
  takeChallenge(hash: string, kind: ChallengeKind): { readonly challenge: string; readonly at: number } | null {
    const row = readFirst(this.#sql, query`SELECT ${CHALLENGE} FROM passkey_challenges WHERE hash = ? AND kind = ?`, hash, kind);
    this.#sql.exec("DELETE FROM passkey_challenges WHERE hash = ? AND kind = ?", hash, kind);
    return row;
  }

  /** Removes the challenges of sessions that have ended. */
  sweepChallenges(): void {
    this.#sql.exec("DELETE FROM passkey_challenges WHERE hash NOT IN (SELECT hash FROM sessions)");
  }

  loss(account: AccountKey): (StoredLoss & { readonly permitUntil: number | null }) | null {
    const row = readFirst(this.#sql, query`SELECT ${LOSS} FROM passkey_losses WHERE account = ?`, account);
    return row && { ...(JSON.parse(row.body) as StoredLoss), permitUntil: row.permitUntil };
  }

  putLoss(account: AccountKey, loss: StoredLoss, permitUntil: number | null): void {
    const text = "INSERT OR REPLACE INTO passkey_losses (account, body, permit_until) VALUES (?, ?, ?)";
    this.#sql.exec(text, account, JSON.stringify(loss), permitUntil);
  }

  dropLoss(account: AccountKey): void {
    this.#sql.exec("DELETE FROM passkey_losses WHERE account = ?", account);
  }
}
