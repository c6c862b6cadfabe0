/** Facts of a shard's persons, also of those who have not declared: every statement that touches the table. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { type EntryName, MAX_FACTS } from "../../../domain/fact/fact.ts";
import { columns, query, readFirst, readNumber, readRows } from "../../sql.ts";
import type { FactOutcome, FactRow } from "../news.ts";

const FACT = columns<FactRow>({
  kind: "kind",
  from: "from_day",
  until: "until_day",
  source: "source",
  reference: "reference",
});
const WITHDRAWAL = columns<{ readonly at: number | null }>({ at: "withdrawn_at" });

export class FactStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  of(person: PersonKey): readonly FactRow[] {
    return readRows(this.#sql, query`SELECT ${FACT} FROM facts WHERE person = ? AND withdrawn_at IS NULL`, person);
  }

  /** Whether an entry of that name stands (is valid), is withdrawn, or does not exist (`none`). */
  state(person: PersonKey, { kind, source, reference }: EntryName): "none" | "stands" | "withdrawn" {
    const entry = readFirst(
      this.#sql,
      query`SELECT ${WITHDRAWAL} FROM facts WHERE person = ? AND kind = ? AND source = ? AND reference = ?`,
      person,
      kind,
      source,
      reference,
    );
    if (entry === null) return "none";
    return entry.at === null ? "stands" : "withdrawn";
  }

  /** Whether the person has MAX_FACTS entries. Withdrawn entries count. */
  isFull(person: PersonKey): boolean {
    return (readNumber(this.#sql, "SELECT COUNT(*) FROM facts WHERE person = ?", person) ?? 0) >= MAX_FACTS;
  }

  /** Withdraws an entry. The row stays, so that the same list cannot enter it again. */
  withdraw(person: PersonKey, { kind, source, reference }: EntryName, now: number): void {
    const where = "WHERE person = ? AND kind = ? AND source = ? AND reference = ?";
    this.#sql.exec(`UPDATE facts SET withdrawn_at = ? ${where}`, now, person, kind, source, reference);
  }

  /** Enters a fact, or changes the days of its entry. */
  put(person: PersonKey, fact: FactRow, now: number): FactOutcome {
    if (this.state(person, fact) === "none" && this.isFull(person)) return "too_many_facts";
    const { kind, from, until, source, reference } = fact;
    const changed = this.#sql.exec(
      `INSERT INTO facts (person, kind, source, reference, from_day, until_day, at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (person, kind, source, reference) DO UPDATE SET from_day = excluded.from_day, until_day = excluded.until_day, at = excluded.at
       WHERE withdrawn_at IS NULL AND (from_day <> excluded.from_day OR until_day IS NOT excluded.until_day)
       RETURNING kind`,
      person,
      kind,
      source,
      reference,
      from,
      until,
      now,
    );
    return changed.toArray().length > 0 ? "new" : "known";
  }
}

/** The facts without this entry. */
export function withoutFact(facts: readonly FactRow[], { kind, source, reference }: EntryName): readonly FactRow[] {
  return facts.filter((fact) => fact.kind !== kind || fact.source !== source || fact.reference !== reference);
}

/** The facts with this entry, which replaces one of the same name. */
export function withFact(facts: readonly FactRow[], added: FactRow): readonly FactRow[] {
  return [...withoutFact(facts, added), added];
}
