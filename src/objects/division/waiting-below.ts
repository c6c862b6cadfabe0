/** The appointments that wait in divisions below this one, so that a second administrator above learns of them: every statement that touches the table. */
import { APPOINTMENT_LIFE_MS } from "../../domain/administrator/appointment.ts";
import type { Hand } from "../../domain/officer/officer.ts";
import { columns, query, readRows } from "../sql.ts";
import type { WaitingBelow } from "./appointment-rpc.ts";

/** A migration. It has run in deployments, so that it must not change. */
export const WAITING_BELOW = `CREATE TABLE waiting_below (id TEXT PRIMARY KEY, division TEXT NOT NULL, by_hand TEXT NOT NULL, at INTEGER NOT NULL)
     STRICT, WITHOUT ROWID`;

interface Row extends Omit<WaitingBelow, "by"> {
  readonly by: string;
}

const ROW = columns<Row>({ id: "id", division: "division", by: "by_hand", at: "at" });

export class WaitingBelowStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds one, and removes those whose time is over. */
  note({ id, division, by, at }: WaitingBelow, now: number): void {
    this.#sql.exec("DELETE FROM waiting_below WHERE at <= ?", now - APPOINTMENT_LIFE_MS);
    const text = "INSERT OR REPLACE INTO waiting_below (id, division, by_hand, at) VALUES (?, ?, ?, ?)";
    this.#sql.exec(text, id, division, JSON.stringify(by), at);
  }

  drop(id: string): void {
    this.#sql.exec("DELETE FROM waiting_below WHERE id = ?", id);
  }

  all(now: number): readonly WaitingBelow[] {
    const rows = readRows(this.#sql, query`SELECT ${ROW} FROM waiting_below WHERE at > ? ORDER BY at`, now - APPOINTMENT_LIFE_MS);
    return rows.map(({ by, ...row }) => ({ ...row, by: JSON.parse(by) as Hand }));
  }
}
