/** The suspensions of members, each by the signed order of one officer, until the register readmits the member. Every statement that touches their table. docs/trust.md §6. */
import { isReadmitted, memberOf } from "../../domain/federation/take-trust.ts";
import type { Register, Suspension } from "../../domain/federation/trust-files.ts";
import { signedPart } from "../../token/status/jws.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";

/** A migration. It has run in deployments, so that it must not change. `ended`: 1 once a register has readmitted the member. */
export const READMITTED = "ALTER TABLE suspensions ADD COLUMN ended INTEGER NOT NULL DEFAULT 0";

/**
 * A migration. It has run in deployments, so that it must not change. The orders, each by the part that its officer has signed: two may count from the same
 * second, and a stranger who has seen an order can write the same signature as r and n − s.
 */
export const ORDERS = `CREATE TABLE suspension_orders (signed_part TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   INSERT OR IGNORE INTO suspension_orders (signed_part, at) SELECT substr(signed_order, 1, length(signed_order) - 87), at FROM suspensions`;

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

  /** The suspension by an order, from its first arrival on if it comes again. By a clock that is ahead it begins now: readers refuse a state that names one of the future. */
  by(order: string, ordered: Suspension, now: number): Suspension {
    const known = readNumber(this.#sql, "SELECT at FROM suspension_orders WHERE signed_part = ?", signedPart(order));
    return { ...ordered, at: known ?? Math.min(ordered.at, Math.floor(now / SECOND_MS) * SECOND_MS) };
  }

  /** @param order the text that the officer has signed @returns false if the member is suspended from this time on already */
  add({ code, at, reason }: Suspension, order: string): boolean {
    this.#sql.exec("INSERT OR IGNORE INTO suspension_orders (signed_part, at) VALUES (?, ?)", signedPart(order), at);
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
