/** Accounts, the people they manage and the grants shown to them: every statement that touches these tables. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { GrantRow, ManagedPerson, Relation, Role } from "./rpc.ts";

export class AccountStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  phone(account: AccountKey): { readonly sealed: string; readonly masked: string } | null {
    return (
      this.#sql
        .exec<{ sealed: string; masked: string }>(
          "SELECT sealed_phone AS sealed, masked_phone AS masked FROM accounts WHERE account = ?",
          account,
        )
        .toArray()[0] ?? null
    );
  }

  open(account: AccountKey, sealedPhone: string, maskedPhone: string, now: number): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO accounts (account, sealed_phone, masked_phone, created_at) VALUES (?, ?, ?, ?)",
      account,
      sealedPhone,
      maskedPhone,
      now,
    );
  }

  people(account: AccountKey): readonly ManagedPerson[] {
    return this.#sql
      .exec<{ id: string; person: string; relation: string; confirmed: number }>(
        "SELECT id, person, relation, confirmed FROM people WHERE account = ? ORDER BY relation <> 'self', added_at, id",
        account,
      )
      .toArray()
      .map((row) => ({
        id: row.id,
        person: row.person as PersonKey,
        relation: row.relation as Relation,
        confirmed: row.confirmed === 1,
      }));
  }

  addPerson(account: AccountKey, person: ManagedPerson, now: number): void {
    this.#sql.exec(
      "INSERT INTO people (account, id, person, relation, confirmed, added_at) VALUES (?, ?, ?, ?, ?, ?)",
      account,
      person.id,
      person.person,
      person.relation,
      person.confirmed ? 1 : 0,
      now,
    );
  }

  confirmPerson(account: AccountKey, id: string): void {
    this.#sql.exec("UPDATE people SET confirmed = 1 WHERE account = ? AND id = ?", account, id);
  }

  /** Removes an entry that was added before `addedBefore`. */
  removeOlder(account: AccountKey, id: string, addedBefore: number): void {
    this.#sql.exec("DELETE FROM people WHERE account = ? AND id = ? AND added_at < ?", account, id, addedBefore);
  }

  removePerson(account: AccountKey, id: string): void {
    this.#sql.exec("DELETE FROM people WHERE account = ? AND id = ?", account, id);
  }

  grants(account: AccountKey): readonly GrantRow[] {
    return this.#sql
      .exec<{ division: string; role: string; name: string }>(
        "SELECT division, role, name FROM grants WHERE account = ? ORDER BY division, role",
        account,
      )
      .toArray()
      .map((row) => ({ division: row.division, role: row.role as Role, name: row.name }));
  }

  grant(account: AccountKey, grant: GrantRow): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO grants (account, division, role, name) VALUES (?, ?, ?, ?)",
      account,
      grant.division,
      grant.role,
      grant.name,
    );
  }

  withdraw(account: AccountKey, division: string, role: Role): void {
    this.#sql.exec("DELETE FROM grants WHERE account = ? AND division = ? AND role = ?", account, division, role);
  }
}
