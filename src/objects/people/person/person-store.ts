/** Persons: every statement that touches the table, except those about their proof (custody-store.ts) and the one by which credential-store.ts reads a holder. Also reads who manages them. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { OwnAccount } from "../custody/rpc.ts";
import { columns, hasRow, query, readFirst, readNumber, readRows } from "../../sql.ts";

export interface PersonRow {
  readonly sealedIdentity: string;
  readonly maskedName: string;
  /** Declarations up to this number were made under former managers: stored, but hidden from later managers. */
  readonly hiddenUntil: number;
}

const PERSON = columns<PersonRow>({
  sealedIdentity: "sealed_identity",
  maskedName: "masked_name",
  hiddenUntil: "hidden_until",
});
const OWN_ACCOUNT = columns<OwnAccount>({ account: "account", bond: "iif(ending IS 'contradicted', NULL, bond)" });
const PERSON_KEY = columns<{ readonly person: PersonKey }>({ person: "person" });

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

  /** Adds a person without a proof, or replaces the identity of a person. */
  namePerson(person: PersonKey, row: Omit<PersonRow, "hiddenUntil">, now: number): void {
    this.#sql.exec(
      `INSERT INTO persons (person, sealed_identity, masked_name, created_at, proof) VALUES (?, ?, ?, ?, 'none')
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

  /** Whether the account may read and change the data of the person. A manager whom the holder has not yet kept may not, and a manager whose phone number belongs to another person may not. */
  manages(person: PersonKey, account: AccountKey): boolean {
    const text = "SELECT 1 FROM managers WHERE person = ? AND account = ? AND (ending IS NULL OR ending = 'replaced')";
    return hasRow(this.#sql, text, person, account);
  }

  /** The accounts that claim to be this person's own: the holder first, then the proved ones, then the others. A replaced phone comes last. */
  ownAccounts(person: PersonKey): readonly OwnAccount[] {
    return readRows(
      this.#sql,
      query`SELECT ${OWN_ACCOUNT} FROM managers WHERE person = ? AND relation = 'self'
        ORDER BY ending IS NOT NULL, bond IS NULL, bond <> 'holder', since`,
      person,
    );
  }
}
