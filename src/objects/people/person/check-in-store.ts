/** Check-ins (temperature and symptoms of a day): every statement that touches the table. Those of the last 30 days are used. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { Symptom } from "../../../domain/declaration/declaration.ts";
import { columns, query, readRows } from "../../sql.ts";
import type { CheckInRow } from "./rpc.ts";
import { DAY_MS } from "../../../domain/instant.ts";

/** The age up to which check-ins and earlier declarations are used: no rule looks further back than two periods of 14 days. */
export const LOOK_BACK_MS = 30 * DAY_MS;

interface StoredCheckIn {
  readonly id: string;
  readonly at: number;
  readonly temperatureTenths: number;
  /** A JSON list. */
  readonly symptoms: string;
}

const CHECK_IN = columns<StoredCheckIn>({
  id: "id",
  at: "at",
  temperatureTenths: "temperature_tenths",
  symptoms: "symptoms",
});

export class CheckInStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The check-ins of the last 30 days, the oldest first. */
  of(person: PersonKey, now: number): readonly CheckInRow[] {
    return readRows(
      this.#sql,
      query`SELECT ${CHECK_IN} FROM check_ins WHERE person = ? AND at > ? AND hearsay = 0 ORDER BY at, id`,
      person,
      now - LOOK_BACK_MS,
    ).map(({ id, at, temperatureTenths, symptoms }) => ({
      id,
      at,
      temperatureCelsius: temperatureTenths / 10,
      symptoms: JSON.parse(symptoms) as readonly Symptom[],
    }));
  }

  /** The present reports of other accounts become hearsay and are no longer used. Answers whether there is such a report. */
  noteHearsay(person: PersonKey, holder: AccountKey): boolean {
    const statement = "UPDATE check_ins SET hearsay = 1 WHERE person = ? AND account <> ?";
    return this.#sql.exec(statement, person, holder).rowsWritten > 0;
  }

  /** Adds a check-in of an account, and deletes those that are too old for every rule. */
  add(person: PersonKey, account: AccountKey, { id, at, temperatureCelsius, symptoms }: CheckInRow): void {
    this.#sql.exec("DELETE FROM check_ins WHERE person = ? AND at <= ?", person, at - LOOK_BACK_MS);
    this.#sql.exec(
      "INSERT INTO check_ins (person, at, id, temperature_tenths, symptoms, account) VALUES (?, ?, ?, ?, ?, ?)",
      person,
      at,
      id,
      Math.round(temperatureCelsius * 10),
      JSON.stringify(symptoms),
      account,
    );
  }
}
