/** What a peer has told on each of the last days of China: the entries that count for the brake, those that officers let in, and what was refused. docs/trust.md §10. */
import { addDays } from "../../domain/china-time.ts";
import type { ItemResult } from "../../domain/federation/letter.ts";
import { TOLD_DAYS_KEPT } from "../../domain/proposal/told.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";
import type { ToldDay } from "./rpc.ts";

/** The migration that adds to the days of `HELD_FACTS`, whose table an earlier release has made. */
export const TOLD_DAYS = `ALTER TABLE fact_days ADD COLUMN let_in INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE refused_items (day TEXT NOT NULL, code TEXT NOT NULL, items INTEGER NOT NULL, PRIMARY KEY (day, code)) STRICT, WITHOUT ROWID`;

/** The most new entries of a peer on one day of China that are entered at once. */
const FACTS_A_DAY = 200;
/** The most persons who are found by exposures of a peer on one day of China and get an entry at once. */
const MATCHED_A_DAY = 2000;

interface DayRow {
  readonly day: string;
  readonly facts: number;
  readonly letIn: number;
}

interface RefusedRow {
  readonly day: string;
  readonly code: string;
  readonly items: number;
}

const DAY = columns<DayRow>({ day: "day", facts: "facts", letIn: "let_in" });
const REFUSED = columns<RefusedRow>({ day: "day", code: "code", items: "items" });

export class ToldDays {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** How many more entries of this day are entered at once. */
  left(day: string): number {
    return Math.max(0, FACTS_A_DAY - (readNumber(this.#sql, "SELECT facts FROM fact_days WHERE day = ?", day) ?? 0));
  }

  /** Counts entries of this day. @param letIn entries beside them that do not count for this brake: those that officers have let in, and those by exposures */
  count(day: string, facts: number, letIn = 0): void {
    this.#forget(day);
    const upsert = `INSERT INTO fact_days (day, facts, let_in) VALUES (?, ?, ?)
      ON CONFLICT (day) DO UPDATE SET facts = facts + excluded.facts, let_in = let_in + excluded.let_in`;
    this.#sql.exec(upsert, day, facts, letIn);
  }

  /** How many more persons of this day get an entry by exposures at once. */
  leftMatched(day: string): number {
    return Math.max(0, MATCHED_A_DAY - (readNumber(this.#sql, "SELECT matched FROM fact_days WHERE day = ?", day) ?? 0));
  }

  countMatched(day: string, persons: number): void {
    this.count(day, 0);
    this.#sql.exec("UPDATE fact_days SET matched = matched + ? WHERE day = ?", persons, day);
  }

  /** Counts what was refused of a letter. */
  note(day: string, results: readonly ItemResult[]): void {
    const codes = results.flatMap(({ state, code }) => (state === "refused" && code !== undefined ? [code] : []));
    if (codes.length === 0) return;
    this.#forget(day);
    const upsert =
      "INSERT INTO refused_items (day, code, items) VALUES (?, ?, ?) ON CONFLICT (day, code) DO UPDATE SET items = items + excluded.items";
    for (const [code, same] of Map.groupBy(codes, (one) => one)) this.#sql.exec(upsert, day, code, same.length);
  }

  /** The newest day first. */
  list(): readonly ToldDay[] {
    const refused = readRows(this.#sql, query`SELECT ${REFUSED} FROM refused_items ORDER BY items DESC, code`);
    const counted = new Map(readRows(this.#sql, query`SELECT ${DAY} FROM fact_days`).map((row) => [row.day, row]));
    const days = new Set([...counted.keys(), ...refused.map(({ day }) => day)]);
    return [...days]
      .toSorted()
      .toReversed()
      .map((day) => {
        const { facts = 0, letIn = 0 } = counted.get(day) ?? {};
        const own = refused.filter((row) => row.day === day).map(({ code, items }) => ({ code, items }));
        return { day, facts: facts + letIn, refused: own };
      });
  }

  #forget(today: string): void {
    const first = addDays(today, 1 - TOLD_DAYS_KEPT);
    this.#sql.exec("DELETE FROM fact_days WHERE day < ?", first);
    this.#sql.exec("DELETE FROM refused_items WHERE day < ?", first);
  }
}
