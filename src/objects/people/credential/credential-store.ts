/** Credentials that were given out and are not expired: every statement that touches the table. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import { columns, query, readFirst, readNumber, readRows } from "../../sql.ts";

export interface CredentialRow {
  /** Hex of the subject handle. */
  readonly handle: string;
  readonly expiresAt: number;
  readonly statusList: string;
  readonly statusIndex: number;
  /** What it carries; `none` where the issuer showed no colours. */
  readonly colour: CodeColour;
}

export type RevokedCredential = Pick<CredentialRow, "statusList" | "statusIndex">;

export interface HolderRow {
  readonly maskedName: string;
  /** 1 where the credential stands. */
  readonly live: number;
  /** ms */
  readonly declaredAt: number | null;
  /** Of the declared address. */
  readonly community: string | null;
  /** Of the declaration. */
  readonly category: string | null;
  /** The body of the latest decision. */
  readonly decision: string | null;
}

const OF_LATEST_DECLARATION = "FROM declarations WHERE person = persons.person AND n > hidden_until ORDER BY n DESC LIMIT 1";
const HOLDER = columns<HolderRow>({
  maskedName: "masked_name",
  live: "EXISTS (SELECT 1 FROM credentials WHERE person = persons.person AND handle = ? AND revoked_at IS NULL)",
  declaredAt: `(SELECT at ${OF_LATEST_DECLARATION})`,
  community: `(SELECT community ${OF_LATEST_DECLARATION})`,
  category: `(SELECT category ${OF_LATEST_DECLARATION})`,
  decision: "(SELECT body FROM colours JOIN decisions ON decisions.seq = colours.seq WHERE colours.person = persons.person)",
});
const REVOKED = columns<RevokedCredential>({ statusList: "status_list", statusIndex: "status_index" });

export class CredentialStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(person: PersonKey, credential: CredentialRow): void {
    this.#sql.exec(
      "INSERT INTO credentials (person, handle, expires_at, status_list, status_index, colour) VALUES (?, ?, ?, ?, ?, ?)",
      person,
      credential.handle,
      credential.expiresAt,
      credential.statusList,
      credential.statusIndex,
      credential.colour,
    );
  }

  /** When the `count`-th of those that expire last expires, ms; null where there are fewer. */
  nthExpiry(person: PersonKey, count: number): number | null {
    return readNumber(
      this.#sql,
      "SELECT expires_at FROM credentials WHERE person = ? ORDER BY expires_at DESC LIMIT 1 OFFSET ?",
      person,
      count - 1,
    );
  }

  /**
   * The person, whether this credential was given to them and not revoked since, when they declared last and what was decided last; null where nobody is known.
   * One statement over five tables: every pass asks it.
   */
  holder(person: PersonKey, handle: string): HolderRow | null {
    return readFirst(this.#sql, query`SELECT ${HOLDER} FROM persons WHERE person = ?`, handle, person);
  }

  /** Revokes what still stands, and answers with it. @param unless where it carries this colour, or none, it goes on standing */
  revokeAll(person: PersonKey, now: number, unless: CodeColour | null = null): readonly RevokedCredential[] {
    return readRows(
      this.#sql,
      query`UPDATE credentials SET revoked_at = ? WHERE person = ? AND revoked_at IS NULL AND expires_at > ?
           AND (? IS NULL OR colour NOT IN (?, 'none'))RETURNING ${REVOKED}`,
      now,
      person,
      now,
      unless,
      unless,
    );
  }

  /** When one was revoked last that is not expired, ms: phones that hold such ones ask for new ones. */
  revokedAt(person: PersonKey): number | null {
    return readNumber(this.#sql, "SELECT MAX(revoked_at) FROM credentials WHERE person = ?", person);
  }

  dropExpired(person: PersonKey, now: number): void {
    this.#sql.exec("DELETE FROM credentials WHERE person = ? AND expires_at <= ?", person, now);
  }
}
