/** Accounts, the persons they manage, and their grants (roles in divisions, which the divisions confirm): every statement that touches these tables, except the one by which login-store.ts reads a session. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Proof } from "../../domain/identity/proof.ts";
import { overUntil } from "../../domain/retention.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { Duty } from "../duty/alarm.ts";
import { retention } from "../duty/retention.ts";
import { columns, hasRow, query, readFirst, readNumber, readRows, readTexts } from "../sql.ts";
import type { AddPersonResult, GrantRow, ManagedPerson, Role } from "./rpc.ts";

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

const MAX_PEOPLE_PER_ACCOUNT = 10;
/** A request enters a person in the account first, and then claims them in their shard, within this time. */
const CLAIM_WITHIN_MS = 10_000;

/** Whether a person may be added to these persons of an account. */
export function mayAdd(people: readonly ManagedPerson[], person: ManagedPerson): AddPersonResult {
  if (people.some((managed) => managed.person === person.person)) return refuse({ code: "already_managed" });
  if (person.relation === "self" && people.some(({ relation }) => relation === "self"))
    return refuse({ code: "self_already_bound" });
  return people.length < MAX_PEOPLE_PER_ACCOUNT ? accept(person) : refuse({ code: "too_many_people" });
}

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

  /** Lets all persons of the account rest, except its own, because of its own person `own`. Answers with those who did not rest yet. */
  rest(account: AccountKey, own: PersonKey): readonly PersonKey[] {
    const text =
      "UPDATE people SET rests_with = ? WHERE account = ? AND relation <> 'self' AND rests_with IS NULL RETURNING person";
    return readTexts(this.#sql, text, own, account) as readonly PersonKey[];
  }

  /** The persons who rest because of `own` rest no longer. Answers with them. */
  endRest(account: AccountKey, own: PersonKey): readonly PersonKey[] {
    const text = "UPDATE people SET rests_with = NULL WHERE account = ? AND rests_with = ? RETURNING person";
    return readTexts(this.#sql, text, account, own) as readonly PersonKey[];
  }

  rests(account: AccountKey, person: PersonKey): boolean {
    const text = "SELECT 1 FROM people WHERE account = ? AND person = ? AND rests_with IS NOT NULL";
    return hasRow(this.#sql, text, account, person);
  }

  /** Removes a person whose claim is not on its way. */
  removeUnclaimed(account: AccountKey, id: string, now: number): void {
    const text = "DELETE FROM people WHERE account = ? AND id = ? AND added_at < ?";
    this.#sql.exec(text, account, id, now - CLAIM_WITHIN_MS);
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

  /** A repeated grant keeps its time: the days without a passkey do not begin again. */
  grant(account: AccountKey, grant: GrantRow, now: number): void {
    this.#sql.exec(
      `INSERT INTO grants (account, division, role, name, since) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (account, division, role) DO UPDATE SET name = excluded.name`,
      account,
      grant.division,
      grant.role,
      grant.name,
      now,
    );
  }

  withdraw(account: AccountKey, division: string, role: Role): void {
    this.#sql.exec("DELETE FROM grants WHERE account = ? AND division = ? AND role = ?", account, division, role);
  }
}

export function formerPersonRetention(accounts: AccountStore): Duty {
  return retention({ formerPerson: () => accounts.oldestRemoval() }, (now) =>
    accounts.forgetRemovals(overUntil("formerPerson", now)),
  );
}
