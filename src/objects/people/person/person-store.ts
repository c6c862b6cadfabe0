/** Persons, who manages them and who asks to: every statement that touches these tables. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { Relation } from "../../accounts/rpc.ts";
import type { ClaimView } from "../rpc.ts";

export interface PersonRow {
  readonly sealedIdentity: string;
  readonly maskedName: string;
  /** Declarations up to this number were made under managers who are gone: kept, and shown to nobody who came after. */
  readonly hiddenUntil: number;
}

export interface ClaimRow extends ClaimView {
  readonly account: AccountKey;
}

export class PersonStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  person(person: PersonKey): PersonRow | null {
    return (
      this.#sql
        .exec<{ sealedIdentity: string; maskedName: string; hiddenUntil: number }>(
          "SELECT sealed_identity AS sealedIdentity, masked_name AS maskedName, hidden_until AS hiddenUntil FROM persons WHERE person = ?",
          person,
        )
        .toArray()[0] ?? null
    );
  }

  /** The next persons in the order of their keys. */
  after(person: string, limit: number): readonly PersonKey[] {
    return this.#sql
      .exec<{ person: string }>("SELECT person FROM persons WHERE person > ? ORDER BY person LIMIT ?", person, limit)
      .toArray()
      .map((row) => row.person as PersonKey);
  }

  /** Adds a person, or names one anew whom nobody manages. */
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

  /** Looks up to this number were at a person whose managers are gone. */
  looksHiddenUntil(person: PersonKey): number {
    const rows = this.#sql.exec<{ seq: number }>("SELECT looks_hidden_until AS seq FROM persons WHERE person = ?", person);
    return rows.toArray()[0]?.seq ?? 0;
  }

  managers(person: PersonKey): readonly { readonly account: AccountKey; readonly relation: Relation }[] {
    return this.#sql
      .exec<{ account: string; relation: string }>(
        "SELECT account, relation FROM managers WHERE person = ? ORDER BY since",
        person,
      )
      .toArray()
      .map((row) => ({ account: row.account as AccountKey, relation: row.relation as Relation }));
  }

  manages(person: PersonKey, account: AccountKey): boolean {
    return this.#sql.exec("SELECT 1 FROM managers WHERE person = ? AND account = ?", person, account).toArray().length > 0;
  }

  /** The logins that are bound to this person by real name, the first one first. */
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

  claims(person: PersonKey): readonly ClaimRow[] {
    return this.#sql
      .exec<{ id: string; account: string; relation: string; masked_phone: string; at: number }>(
        "SELECT id, account, relation, masked_phone, at FROM claims WHERE person = ? ORDER BY at",
        person,
      )
      .toArray()
      .map((row) => ({
        id: row.id,
        account: row.account as AccountKey,
        relation: row.relation as Relation,
        maskedPhone: row.masked_phone,
        at: row.at,
      }));
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

  dropClaim(person: PersonKey, id: string): void {
    this.#sql.exec("DELETE FROM claims WHERE person = ? AND id = ?", person, id);
  }
}
