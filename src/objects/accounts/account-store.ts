/** Accounts, the persons they manage, and their grants (roles in divisions, which the divisions confirm): every statement that touches these tables, except the one by which login-store.ts reads a session. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Proof } from "../../domain/identity/proof.ts";
import { overUntil } from "../../domain/retention.ts";
import { columns, query, readFirst, readNumber, readRows, readTexts } from "../sql.ts";
import type { GrantRow, ManagedPerson, Role } from "./rpc.ts";

interface SealedPhone {
  /** Empty: the account has no phone number, and `masked` is the name of the provider where its owner logs in. */
  readonly sealed: string;
  readonly masked: string;
}

const PHONE = columns<SealedPhone>({ sealed: "sealed_phone", masked: "masked_phone" });
interface PersonRow extends Omit<ManagedPerson, "confirmed"> {
  readonly confirmed: number;
}

const PERSON = columns<PersonRow>({
  id: "id",
  person: "person",
  relation: "relation",
  confirmed: "confirmed",
  proof: "proof",
});
const GRANT = columns<GrantRow>({ division: "division", role: "role", name: "name" });

export class AccountStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  phone(account: AccountKey): SealedPhone | null {
    return readFirst(this.#sql, query`SELECT ${PHONE} FROM accounts WHERE account = ?`, account);
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
    return readRows(
      this.#sql,
      query`SELECT ${PERSON} FROM people WHERE account = ? ORDER BY relation <> 'self', added_at, id`,
      account,
    ).map((row) => ({ ...row, confirmed: row.confirmed === 1 }));
  }

  addPerson(account: AccountKey, person: ManagedPerson, now: number): void {
    this.#sql.exec(
      "INSERT INTO people (account, id, person, relation, confirmed, proof, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      account,
      person.id,
      person.person,
      person.relation,
      person.confirmed ? 1 : 0,
      person.proof,
      now,
    );
  }

  confirmPerson(account: AccountKey, id: string, proof: Proof): void {
    this.#sql.exec("UPDATE people SET confirmed = 1, proof = ? WHERE account = ? AND id = ?", proof, account, id);
  }

  /** Removes a person from an account if the entry was added before `addedBefore` (ms). */
  removeOlder(account: AccountKey, id: string, addedBefore: number): void {
    this.#sql.exec("DELETE FROM people WHERE account = ? AND id = ? AND added_at < ?", account, id, addedBefore);
  }

  /** Removes a person from an account, and remembers them: an officer decides nothing about a person whom they have managed. */
  removePerson(account: AccountKey, id: string, now: number): void {
    const remember =
      "INSERT OR REPLACE INTO former_people (account, person, at) SELECT account, person, ? FROM people WHERE account = ? AND id = ?";
    this.#sql.exec(remember, now, account, id);
    this.#sql.exec("DELETE FROM people WHERE account = ? AND id = ?", account, id);
  }

  /** The persons whom the account manages, claims, or has managed. */
  tied(account: AccountKey, now: number): readonly PersonKey[] {
    const text =
      "SELECT person FROM people WHERE account = ?1 UNION SELECT person FROM former_people WHERE account = ?1 AND at > ?2";
    return readTexts(this.#sql, text, account, overUntil("formerPerson", now)) as readonly PersonKey[];
  }

  /** The time of the oldest removal of a person that is remembered, ms; null: there is none. */
  oldestRemoval(): number | null {
    return readNumber(this.#sql, "SELECT MIN(at) FROM former_people");
  }

  forgetRemovals(until: number): void {
    this.#sql.exec("DELETE FROM former_people WHERE at <= ?", until);
  }

  grants(account: AccountKey): readonly GrantRow[] {
    return readRows(this.#sql, query`SELECT ${GRANT} FROM grants WHERE account = ? ORDER BY division, role`, account);
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
