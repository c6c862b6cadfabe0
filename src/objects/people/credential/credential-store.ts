/** Credentials that were given out and are not expired: every statement that touches the table. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";

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
    const row = this.#sql
      .exec<{ at: number }>(
        "SELECT expires_at AS at FROM credentials WHERE person = ? ORDER BY expires_at DESC LIMIT 1 OFFSET ?",
        person,
        count - 1,
      )
      .toArray()[0];
    return row?.at ?? null;
  }

  /**
   * The person, whether this credential was given to them and not revoked since, when they declared last and what was decided last; null where nobody is known.
   * One statement over five tables: every pass asks it.
   */
  holder(person: PersonKey, handle: string): HolderRow | null {
    const rows = this.#sql
      .exec<{ [Column in keyof HolderRow]: HolderRow[Column] }>(
        `SELECT masked_name AS maskedName,
           EXISTS (SELECT 1 FROM credentials WHERE person = persons.person AND handle = ? AND revoked_at IS NULL) AS live,
           (SELECT at FROM declarations WHERE person = persons.person AND n > hidden_until ORDER BY n DESC LIMIT 1) AS declaredAt,
           (SELECT community FROM declarations WHERE person = persons.person AND n > hidden_until ORDER BY n DESC LIMIT 1) AS community,
           (SELECT category FROM declarations WHERE person = persons.person AND n > hidden_until ORDER BY n DESC LIMIT 1) AS category,
           (SELECT body FROM colours JOIN decisions ON decisions.seq = colours.seq WHERE colours.person = persons.person) AS decision
         FROM persons WHERE person = ?`,
        handle,
        person,
      )
      .toArray();
    return rows[0] ?? null;
  }

  /** Revokes what still stands, and answers with it. @param unless where it carries this colour, or none, it goes on standing */
  revokeAll(person: PersonKey, now: number, unless: CodeColour | null = null): readonly RevokedCredential[] {
    return this.#sql
      .exec<{ statusList: string; statusIndex: number }>(
        `UPDATE credentials SET revoked_at = ? WHERE person = ? AND revoked_at IS NULL AND expires_at > ?
           AND (? IS NULL OR colour NOT IN (?, 'none'))
         RETURNING status_list AS statusList, status_index AS statusIndex`,
        now,
        person,
        now,
        unless,
        unless,
      )
      .toArray();
  }

  /** When one was revoked last that is not expired, ms: phones that hold such ones ask for new ones. */
  revokedAt(person: PersonKey): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MAX(revoked_at) AS at FROM credentials WHERE person = ?", person).one()
      .at;
  }

  dropExpired(person: PersonKey, now: number): void {
    this.#sql.exec("DELETE FROM credentials WHERE person = ? AND expires_at <= ?", person, now);
  }
}
