/** The entries of a peer that wait for two officers, because the peer has told too many on one day: every statement that touches the table. docs/trust.md §10. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { FactRow } from "../people/news.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";
import type { WaitingLines } from "./rpc.ts";

export const HELD_FACTS = `CREATE TABLE fact_days (day TEXT PRIMARY KEY, facts INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE held_facts (id TEXT PRIMARY KEY, person TEXT NOT NULL, kind TEXT NOT NULL, from_day TEXT NOT NULL, until_day TEXT, source TEXT NOT NULL,
     reference TEXT NOT NULL, at INTEGER NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID`;

/** The most entries that wait. A peer whose lists are longer sends the others later. */
const MOST_HELD = 10_000;

export interface HeldFact extends FactRow {
  /** The `id` of the item. */
  readonly id: string;
  readonly person: PersonKey;
  /** ms. */
  readonly at: number;
}

const HELD = columns<HeldFact>({
  id: "id",
  person: "person",
  kind: "kind",
  from: "from_day",
  until: "until_day",
  source: "source",
  reference: "reference",
  at: "at",
});
const WAITING = columns<WaitingLines>({ kind: "kind", source: "source", lines: "COUNT(*)", through: "MAX(at)" });

export class HeldFacts {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
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

  /** What waits, by list and by the division that keeps it. */
  waiting(): readonly WaitingLines[] {
    return readRows(this.#sql, query`SELECT ${WAITING} FROM held_facts WHERE withdrawn = 0 GROUP BY kind, source`);
  }

  /** At most so many that wait and came until this moment. */
  until(through: number, limit: number): readonly HeldFact[] {
    return readRows(
      this.#sql,
      query`SELECT ${HELD} FROM held_facts WHERE withdrawn = 0 AND at <= ? ORDER BY id LIMIT ?`,
      through,
      limit,
    );
  }

  /** These were entered. A repetition finds them entered. */
  remove(facts: readonly Pick<HeldFact, "id">[]): void {
    for (const { id } of facts) this.#sql.exec("DELETE FROM held_facts WHERE id = ?", id);
  }

  /** Those that came from this moment on are not entered. The peer may tell them anew. */
  drop(since: number): void {
    this.#sql.exec("DELETE FROM held_facts WHERE withdrawn = 0 AND at >= ?", since);
  }
}
