/** What the shard keeps beside an entry that another issuer told of: the item of the letter, and whether officers have set it aside. Every statement that changes the table. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { EntryName } from "../../../domain/fact/fact.ts";
import { hasRow, readTexts } from "../../sql.ts";

/** FactStore leaves entries out that are set aside. */
export const TOLD_FACTS = `CREATE TABLE told_facts (person TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, reference TEXT NOT NULL, item TEXT,
     aside INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (person, kind, source, reference)) STRICT, WITHOUT ROWID`;

const ENTRY = "WHERE person = ? AND kind = ? AND source = ? AND reference = ?";

export class ToldStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes the newest item. An entry that is set aside stays so. */
  put(person: PersonKey, { kind, source, reference }: EntryName, item: string): void {
    const text = `INSERT INTO told_facts (person, kind, source, reference, item) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (person, kind, source, reference) DO UPDATE SET item = excluded.item`;
    this.#sql.exec(text, person, kind, source, reference, item);
  }

  /** Null for an entry of an earlier release. */
  itemOf(person: PersonKey, name: EntryName): string | null {
    return readTexts(this.#sql, `SELECT item FROM told_facts ${ENTRY} AND item IS NOT NULL`, ...keyOf(person, name))[0] ?? null;
  }

  isAside(person: PersonKey, name: EntryName): boolean {
    return hasRow(this.#sql, `SELECT 1 FROM told_facts ${ENTRY} AND aside = 1`, ...keyOf(person, name));
  }

  setAside(person: PersonKey, name: EntryName, isAside: boolean): void {
    const text = `INSERT INTO told_facts (person, kind, source, reference, aside) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (person, kind, source, reference) DO UPDATE SET aside = excluded.aside`;
    this.#sql.exec(text, ...keyOf(person, name), isAside ? 1 : 0);
  }
}

function keyOf(person: PersonKey, { kind, source, reference }: EntryName): readonly string[] {
  return [person, kind, source, reference];
}
