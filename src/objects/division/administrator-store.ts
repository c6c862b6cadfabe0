/** Administrators of one division and the append-only chain of their appointments: every statement that touches these tables. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import { columns, query, readRows, readText } from "../sql.ts";
import type { AppointmentView } from "./rpc.ts";

export interface AdministratorRow {
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  readonly id: string;
  readonly sealedPhone: string;
  readonly maskedName: string;
  readonly since: number;
}

export interface AppointmentRow extends AppointmentView {
  /** Whom it is about: an account, an application, or a division with its names. */
  readonly account: string;
  readonly actor: AccountKey;
  readonly hash: string;
}

const ADMINISTRATOR = columns<AdministratorRow>({
  account: "account",
  person: "person",
  id: "id",
  sealedPhone: "sealed_phone",
  maskedName: "masked_name",
  since: "since",
});
const APPOINTMENT = columns<AppointmentView>({
  at: "at",
  act: "act",
  maskedName: "masked_name",
  office: "office",
  reason: "reason",
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
      "INSERT OR REPLACE INTO administrators (account, person, id, sealed_phone, masked_name, since) VALUES (?, ?, ?, ?, ?, ?)",
      row.account,
      row.person,
      row.id,
      row.sealedPhone,
      row.maskedName,
      row.since,
    );
  }

  remove(account: AccountKey): void {
    this.#sql.exec("DELETE FROM administrators WHERE account = ?", account);
  }

  /** The hash of the last row of the chain, or empty. */
  head(): string {
    return readText(this.#sql, "SELECT hash FROM appointments ORDER BY seq DESC LIMIT 1") ?? "";
  }

  append(row: AppointmentRow): void {
    this.#sql.exec(
      "INSERT INTO appointments (at, act, account, masked_name, office, actor, reason, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      row.at,
      row.act,
      row.account,
      row.maskedName,
      row.office,
      row.actor,
      row.reason,
      row.hash,
    );
  }

  /** Newest first. */
  appointments(limit: number): readonly AppointmentView[] {
    return readRows(this.#sql, query`SELECT ${APPOINTMENT} FROM appointments ORDER BY seq DESC LIMIT ?`, limit);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly AdministratorRow[] {
    return readRows(this.#sql, query`SELECT ${ADMINISTRATOR} FROM administrators ${where}`, ...bindings);
  }
}
