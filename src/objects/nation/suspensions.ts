/** The suspensions of members, each by the signed order of one officer, until the register readmits the member. Every statement that touches their table. docs/trust.md §6. */
import { isReadmitted, memberOf } from "../../domain/federation/take-trust.ts";
import type { Register, Suspension } from "../../domain/federation/trust-files.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";

/** A migration. It has run in deployments, so that it must not change. `ended`: 1 once a register has readmitted the member. */
export const READMITTED = "ALTER TABLE suspensions ADD COLUMN ended INTEGER NOT NULL DEFAULT 0";

const SECOND_MS = 1000;

const SUSPENSION = columns<Suspension>({ code: "code", at: "at", reason: "reason" });

export class Suspensions {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Those that no readmission has ended, of each member the latest. */
  holding(register: Register): readonly Suspension[] {
    const rows = readRows(this.#sql, query`SELECT ${SUSPENSION} FROM suspensions WHERE ended = 0 ORDER BY code, at`);
    const latest = new Map(rows.map((one) => [one.code, one]));
    return [...latest.values()].filter(({ code, at }) => !isReadmitted(memberOf(register, code), at));
  }

  /** The suspension by an order, that of its first arrival if it comes again. By a clock that is ahead it begins now: readers refuse a state that names one of the future. */
  by(order: string, ordered: Suspension, now: number): Suspension {
    const before = readFirst(this.#sql, query`SELECT ${SUSPENSION} FROM suspensions WHERE signed_order = ?`, order);
    return before ?? { ...ordered, at: Math.min(ordered.at, Math.floor(now / SECOND_MS) * SECOND_MS) };
  }

  /** @param order the text that the officer has signed @returns false if it is known already */
  add({ code, at, reason }: Suspension, order: string): boolean {
    const insert = "INSERT OR IGNORE INTO suspensions (code, at, reason, signed_order) VALUES (?, ?, ?, ?)";
    return this.#sql.exec(insert, code, at, reason, order).rowsWritten > 0;
  }

  /** Ends those that a register which now holds readmits, for good: a later register without the member says nothing of its readmission. */
  end({ members }: Register): void {
    for (const { code, readmitted } of members)
      if (readmitted !== null)
        this.#sql.exec("UPDATE suspensions SET ended = 1 WHERE code = ? AND at <= ? AND ended = 0", code, readmitted);
  }
}
