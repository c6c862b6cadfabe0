/** Persons, their managers and the open claims: every statement that touches these tables, except the one by which credential-store.ts reads a holder. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { overUntil } from "../../../domain/retention.ts";
import type { Relation } from "../../accounts/rpc.ts";
import type { Duty } from "../../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../../duty/retention.ts";
import { columns, hasRow, query, readFirst, readNumber, readRows } from "../../sql.ts";
import type { ClaimView } from "./rpc.ts";

export interface PersonRow {
  readonly sealedIdentity: string;
  readonly maskedName: string;
  /** Declarations up to this number were made under former managers: stored, but hidden from later managers. */
  readonly hiddenUntil: number;
}

export interface ClaimRow extends ClaimView {
  readonly account: AccountKey;
}

interface Manager {
  readonly account: AccountKey;
  readonly relation: Relation;
}

const PERSON = columns<PersonRow>({
  sealedIdentity: "sealed_identity",
  maskedName: "masked_name",
  hiddenUntil: "hidden_until",
});
const MANAGER = columns<Manager>({ account: "account", relation: "relation" });
const PERSON_KEY = columns<{ readonly person: PersonKey }>({ person: "person" });
const CLAIM = columns<ClaimRow>({ id: "id", account: "account", relation: "relation", maskedPhone: "masked_phone", at: "at" });

export class PersonStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  person(person: PersonKey): PersonRow | null {
    return readFirst(this.#sql, query`SELECT ${PERSON} FROM persons WHERE person = ?`, person);
  }

  /** At most `limit` persons whose keys follow `person`, in the order of the keys. */
  after(person: string, limit: number): readonly PersonKey[] {
    return readRows(
      this.#sql,
      query`SELECT ${PERSON_KEY} FROM persons WHERE person > ? ORDER BY person LIMIT ?`,
      person,
      limit,
    ).map((row) => row.person);
  }

  /** Adds a person, or replaces the identity of a person who has no managers. */
  namePerson(person: PersonKey, row: Omit<PersonRow, "hiddenUntil">, now: number): void {
    this.#sql.exec(
      `INSERT INTO persons (person, sealed_identity, masked_name, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (person) DO UPDATE SET sealed_identity = excluded.sealed_identity, masked_name = excluded.masked_name`,
      person,
      row.sealedIdentity,
      row.maskedName,
      now,
    );
  }

  hideUntil(person: PersonKey, n: number): void {
    this.#sql.exec("UPDATE persons SET hidden_until = ? WHERE person = ?", n, person);
  }

  hideLooksUntil(person: PersonKey, seq: number): void {
    this.#sql.exec("UPDATE persons SET looks_hidden_until = ? WHERE person = ?", seq, person);
  }

  /** Looks at the person's data up to this number were recorded under former managers, and are hidden from later ones. */
  looksHiddenUntil(person: PersonKey): number {
    return readNumber(this.#sql, "SELECT looks_hidden_until FROM persons WHERE person = ?", person) ?? 0;
  }

  managers(person: PersonKey): readonly Manager[] {
    return readRows(this.#sql, query`SELECT ${MANAGER} FROM managers WHERE person = ? ORDER BY since`, person);
  }

  manages(person: PersonKey, account: AccountKey): boolean {
    return hasRow(this.#sql, "SELECT 1 FROM managers WHERE person = ? AND account = ?", person, account);
  }

  /** The accounts that are bound to this person by real name, the oldest first. */
  accountsOfHolder(person: PersonKey): readonly AccountKey[] {
    return this.managers(person)
      .filter(({ relation }) => relation === "self")
      .map(({ account }) => account);
  }

  addManager(person: PersonKey, account: AccountKey, relation: Relation, now: number): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO managers (person, account, relation, since) VALUES (?, ?, ?, ?)",
      person,
      account,
      relation,
      now,
    );
  }

  removeManager(person: PersonKey, account: AccountKey): void {
    this.#sql.exec("DELETE FROM managers WHERE person = ? AND account = ?", person, account);
    this.#sql.exec("DELETE FROM claims WHERE person = ? AND account = ?", person, account);
  }

  /** The claims that wait for an answer, the oldest first. After 7 days without one, a claim has ended. */
  claims(person: PersonKey, now: number): readonly ClaimRow[] {
    const ended = overUntil("claim", now);
    return readRows(this.#sql, query`SELECT ${CLAIM} FROM claims WHERE person = ? AND at > ? ORDER BY at`, person, ended);
  }

  /** The time of the oldest claim, ms; null if there is none. */
  oldestClaim(): number | null {
    return readNumber(this.#sql, "SELECT MIN(at) FROM claims");
  }

  /** Removes at most `atMost` claims up to `until`, the oldest first. */
  removeOldestClaims(until: number, atMost: number): void {
    this.#sql.exec(
      "DELETE FROM claims WHERE (person, id) IN (SELECT person, id FROM claims WHERE at <= ? ORDER BY at LIMIT ?)",
      until,
      atMost,
    );
  }

  addClaim(person: PersonKey, claim: ClaimRow): void {
    this.#sql.exec(
      "INSERT INTO claims (person, id, account, relation, masked_phone, at) VALUES (?, ?, ?, ?, ?, ?)",
      person,
      claim.id,
      claim.account,
      claim.relation,
      claim.maskedPhone,
      claim.at,
    );
  }

  dropClaims(person: PersonKey): void {
    this.#sql.exec("DELETE FROM claims WHERE person = ?", person);
  }

  dropClaim(person: PersonKey, id: string): void {
    this.#sql.exec("DELETE FROM claims WHERE person = ? AND id = ?", person, id);
  }
}

export function claimRetention(persons: PersonStore): Duty {
  return retention({ claim: () => persons.oldestClaim() }, (now) =>
    persons.removeOldestClaims(overUntil("claim", now), PIECE_ROWS),
  );
}
