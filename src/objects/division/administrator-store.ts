/** Administrators of one division: every statement that touches the table. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import { columns, query, readRows } from "../sql.ts";

export interface AdministratorRow {
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  readonly id: string;
  readonly sealedPhone: string;
  readonly maskedName: string;
  readonly since: number;
  /** The person who made this appointment alone; null: two did, or an earlier release did not note it. */
  readonly aloneBy: PersonKey | null;
}

const ADMINISTRATOR = columns<AdministratorRow>({
  account: "account",
  person: "person",
  id: "id",
  sealedPhone: "sealed_phone",
  maskedName: "masked_name",
  since: "since",
  aloneBy: "alone_by",
});

export class AdministratorStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(): readonly AdministratorRow[] {
    return this.#rows("ORDER BY since, id");
  }

  one(account: AccountKey): AdministratorRow | null {
    return this.#rows("WHERE account = ?", account)[0] ?? null;
  }

  add(row: AdministratorRow): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO administrators (account, person, id, sealed_phone, masked_name, since, alone_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
      row.account,
      row.person,
      row.id,
      row.sealedPhone,
      row.maskedName,
      row.since,
      row.aloneBy,
    );
  }

  remove(account: AccountKey): void {
    this.#sql.exec("DELETE FROM administrators WHERE account = ?", account);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly AdministratorRow[] {
    return readRows(this.#sql, query`SELECT ${ADMINISTRATOR} FROM administrators ${where}`, ...bindings);
  }
}
