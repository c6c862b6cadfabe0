/**
 * The brake on a peer whose key was stolen: of one day only so many of its facts change a colour, and the others wait for two officers. The rows of the waiting ones,
 * and the count of the day. docs/trust.md §10.
 */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { FactRow } from "../people/news.ts";
import { readNumber } from "../sql.ts";

export const HELD_FACTS = `CREATE TABLE fact_days (day TEXT PRIMARY KEY, facts INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE held_facts (id TEXT PRIMARY KEY, person TEXT NOT NULL, kind TEXT NOT NULL, from_day TEXT NOT NULL, until_day TEXT, source TEXT NOT NULL,
     reference TEXT NOT NULL, at INTEGER NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID`;

/** The most new entries of a peer on one day of China that are entered at once. */
const FACTS_A_DAY = 200;
/** The most entries that wait. A peer whose lists are longer sends the others later. */
const MOST_HELD = 10_000;

export interface HeldFact extends FactRow {
  /** The `id` of the item. */
  readonly id: string;
  readonly person: PersonKey;
  /** ms. */
  readonly at: number;
}

export class HeldFacts {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** How many more entries of this day are entered at once. */
  left(day: string): number {
    return Math.max(0, FACTS_A_DAY - (readNumber(this.#sql, "SELECT facts FROM fact_days WHERE day = ?", day) ?? 0));
  }

  /** Counts entries of this day, and forgets other days. */
  count(day: string, facts: number): void {
    this.#sql.exec("DELETE FROM fact_days WHERE day <> ?", day);
    const upsert =
      "INSERT INTO fact_days (day, facts) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET facts = facts + excluded.facts";
    this.#sql.exec(upsert, day, facts);
  }

  /** Null: none of this name has waited. A withdrawn one stays, so that a repetition does not bring it back. */
  state(id: string): "waits" | "withdrawn" | null {
    const withdrawn = readNumber(this.#sql, "SELECT withdrawn FROM held_facts WHERE id = ?", id);
    if (withdrawn === null) return null;
    return withdrawn === 1 ? "withdrawn" : "waits";
  }

  /** Whether it waits now: not, if too many do. */
  hold({ id, person, kind, from, until, source, reference, at }: HeldFact): boolean {
    if ((readNumber(this.#sql, "SELECT COUNT(*) FROM held_facts") ?? 0) >= MOST_HELD) return false;
    this.#sql.exec(
      "INSERT INTO held_facts (id, person, kind, from_day, until_day, source, reference, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      id,
      person,
      kind,
      from,
      until,
      source,
      reference,
      at,
    );
    return true;
  }

  withdraw(id: string): void {
    this.#sql.exec("UPDATE held_facts SET withdrawn = 1 WHERE id = ?", id);
  }
}
