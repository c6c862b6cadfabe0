/** Facts of a shard's persons, declared or not, as lists entered them: every statement that touches the table. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Fact, FactKind } from "../../domain/colour/facts.ts";

/** An entry of a list: whose list, and its name there. Entered again with another end, it is the same entry. */
export interface FactRow extends Fact {
  /** The division that entered it: an appeal goes there. */
  readonly source: string;
  readonly reference: string;
}

type EntryName = Pick<FactRow, "kind" | "source" | "reference">;

export class FactStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  of(person: PersonKey): readonly FactRow[] {
    return this.#sql
      .exec<{ kind: string; from: string; until: string | null; source: string; reference: string }>(
        `SELECT kind, from_day AS "from", until_day AS "until", source, reference FROM facts WHERE person = ? AND withdrawn_at IS NULL`,
        person,
      )
      .toArray()
      .map((row) => ({ ...row, kind: row.kind as FactKind }));
  }

  /** An entry that a granted appeal took back: the same list sent again does not bring it back. */
  withdraw(person: PersonKey, { kind, source, reference }: EntryName, now: number): void {
    const where = "WHERE person = ? AND kind = ? AND source = ? AND reference = ?";
    this.#sql.exec(`UPDATE facts SET withdrawn_at = ? ${where}`, now, person, kind, source, reference);
  }

  /** Enters a fact, or a new day of its entry. @returns whether anything changed */
  put(person: PersonKey, { kind, from, until, source, reference }: FactRow, now: number): boolean {
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
    return changed.toArray().length > 0;
  }
}

/** The list as it will be without an entry. */
export function withoutFact(facts: readonly FactRow[], { kind, source, reference }: EntryName): readonly FactRow[] {
  return facts.filter((fact) => fact.kind !== kind || fact.source !== source || fact.reference !== reference);
}

/** The list as it will be with one more entry in it. */
export function withFact(facts: readonly FactRow[], added: FactRow): readonly FactRow[] {
  return [...withoutFact(facts, added), added];
}
