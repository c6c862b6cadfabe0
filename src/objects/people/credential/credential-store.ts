/** Issued credentials; the next issue for a person deletes their expired ones. Every statement that touches the table; some also read the data of the holder. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import { columns, query, readFirst, readNumber, readRows } from "../../sql.ts";

export interface CredentialRow {
  /** The handle in hex: 16 bytes of the credential that only the issuer can turn into the person. */
  readonly handle: string;
  readonly expiresAt: number;
  readonly statusList: string;
  readonly statusIndex: number;
  /**
   * The decided colour at the time of issue, or grey for green while a review waited; closed management may have shown it as grey.
   * `none` if the issuer showed no colours.
   */
  readonly colour: CodeColour;
}

export type RevokedCredential = Pick<CredentialRow, "statusList" | "statusIndex">;

export interface HolderRow {
  readonly maskedName: string;
  /** 1 if the credential is stored for this person and not revoked, otherwise 0. */
  readonly live: number;
  /** The time of the last declaration that is not hidden, ms; null if there is none. */
  readonly declaredAt: number | null;
  /** The community of the declared address, 12 digits; null if nothing is declared. */
  readonly community: string | null;
  /** The category of the last declaration; null if nothing is declared. */
  readonly category: string | null;
  /** 1 if the last declaration reports signs (fever, symptoms or a contact), otherwise 0; null if its row does not say, or nothing is declared. */
  readonly signs: number | null;
  /** The body of the latest decision, JSON; null if there is none. */
  readonly decision: string | null;
}

/** What the credentials of a declared person state about them. */
export interface DeclaredRow {
  readonly maskedName: string;
  /** The time of the last declaration that is not hidden, ms. */
  readonly at: number;
  /** The community of the declared address, 12 digits. */
  readonly community: string;
}

const DECLARED = columns<DeclaredRow>({ maskedName: "masked_name", at: "at", community: "community" });
const OF_LATEST_DECLARATION = "FROM declarations WHERE person = persons.person AND n > hidden_until ORDER BY n DESC LIMIT 1";
const HOLDER = columns<HolderRow>({
  maskedName: "masked_name",
  live: "EXISTS (SELECT 1 FROM credentials WHERE person = persons.person AND handle = ? AND revoked_at IS NULL)",
  declaredAt: `(SELECT at ${OF_LATEST_DECLARATION})`,
  community: `(SELECT community ${OF_LATEST_DECLARATION})`,
  category: `(SELECT category ${OF_LATEST_DECLARATION})`,
  signs: `(SELECT signs ${OF_LATEST_DECLARATION})`,
  decision: "(SELECT body FROM colours JOIN decisions ON decisions.seq = colours.seq WHERE colours.person = persons.person)",
});
const REVOKED = columns<RevokedCredential>({ statusList: "status_list", statusIndex: "status_index" });

export class CredentialStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Stores the credentials of one request, at most 8, in one statement. */
  add(person: PersonKey, credentials: readonly CredentialRow[]): void {
    this.#sql.exec(
      `INSERT INTO credentials (person, handle, expires_at, status_list, status_index, colour)
       VALUES ${credentials.map(() => "(?, ?, ?, ?, ?, ?)").join(", ")}`,
      ...credentials.flatMap((one) => [person, one.handle, one.expiresAt, one.statusList, one.statusIndex, one.colour]),
    );
  }

  /** The `count`-th latest time of expiry among the person's credentials, ms; null if there are fewer. */
  nthExpiry(person: PersonKey, count: number): number | null {
    return readNumber(
      this.#sql,
      "SELECT expires_at FROM credentials WHERE person = ? ORDER BY expires_at DESC LIMIT 1 OFFSET ?",
      person,
      count - 1,
    );
  }

  /**
   * The person, the validity of this credential, the last declaration and the last decision; null if the person is unknown.
   * One statement over five tables, because every pass runs it.
   */
  holder(person: PersonKey, handle: string): HolderRow | null {
    return readFirst(this.#sql, query`SELECT ${HOLDER} FROM persons WHERE person = ?`, handle, person);
  }

  /** The name and the last declaration; null if nothing is declared. */
  declared(person: PersonKey): DeclaredRow | null {
    return readFirst(
      this.#sql,
      query`SELECT ${DECLARED} FROM declarations JOIN persons ON persons.person = declarations.person
           WHERE declarations.person = ? AND n > hidden_until ORDER BY n DESC LIMIT 1`,
      person,
    );
  }

  /** Revokes the person's valid credentials and returns them. @param unless keeps credentials of this colour and those without a colour; null: keeps none */
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

  /** The time of the last revocation of a stored credential, ms; null if there is none. A phone with older credentials fetches new ones. */
  revokedAt(person: PersonKey): number | null {
    return readNumber(this.#sql, "SELECT MAX(revoked_at) FROM credentials WHERE person = ?", person);
  }

  /** Deletes the credentials that expired at `until` (ms) or earlier. */
  dropExpired(person: PersonKey, until: number): void {
    this.#sql.exec("DELETE FROM credentials WHERE person = ? AND expires_at <= ?", person, until);
  }
}
