/** Facts of a shard's persons, also of those who have not declared: every statement that touches the table. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { type EntryName, MAX_FACTS } from "../../../domain/fact/fact.ts";
import { tellerOf } from "../../../domain/fact/told-list.ts";
import { columns, query, readFirst, readNumber, readRows } from "../../sql.ts";
import { replaced, type Version } from "../../../domain/list/taking-back.ts";
import type { EntryForecast, FactOutcome, FactRow } from "../news.ts";

const FACT = columns<FactRow>({
  kind: "kind",
  from: "from_day",
  until: "until_day",
  source: "source",
  reference: "reference",
});
const WITHDRAWAL = columns<{ readonly at: number | null }>({ at: "withdrawn_at" });

/** The days of an entry, which lists change. */
export type FactDays = Pick<FactRow, "from" | "until">;

/** An entry that a list has entered or changed, with its versions. */
export interface ListedFactRow extends EntryName {
  readonly version: Version<FactDays>;
}

interface VersionRow extends FactRow {
  readonly list: string | null;
  readonly was: string | null;
  readonly withdrawn: number | null;
}

const VERSION = columns<VersionRow>({
  kind: "kind",
  from: "from_day",
  until: "until_day",
  source: "source",
  reference: "reference",
  list: "list",
  was: "was",
  withdrawn: "withdrawn_at",
});
const PERSON_KEY = columns<{ readonly person: PersonKey }>({ person: "person" });
const ENTRY = "WHERE person = ? AND kind = ? AND source = ? AND reference = ?";
/** Officers have not set the entry aside (told-store.ts). */
const NOT_ASIDE = `NOT EXISTS (SELECT 1 FROM told_facts AS told WHERE told.person = facts.person AND told.kind = facts.kind
  AND told.source = facts.source AND told.reference = facts.reference AND told.aside = 1)`;
/** A list has entered the row, changed it last, or changed it before a later change. */
const OF_LIST = "(list = ? OR instr(was, ?) > 0)";

export class FactStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The entries that count: neither withdrawn nor set aside. */
  of(person: PersonKey): readonly FactRow[] {
    return readRows(
      this.#sql,
      query`SELECT ${FACT} FROM facts WHERE person = ? AND withdrawn_at IS NULL AND ${NOT_ASIDE}`,
      person,
    );
  }

  /** The entry of that name, also if it does not count. */
  one(person: PersonKey, name: EntryName): FactRow | null {
    const row = this.#version(person, name);
    return row && { kind: row.kind, from: row.from, until: row.until, source: row.source, reference: row.reference };
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

  /** The list that has entered or changed an entry last; null: none has. */
  listOf(person: PersonKey, name: EntryName): string | null {
    return this.#version(person, name)?.list ?? null;
  }

  /** What entering these facts of a person, in order, would do. Withdrawn entries stay withdrawn. */
  foresee(person: PersonKey, facts: readonly FactRow[]): readonly (EntryForecast | "too_many_facts")[] {
    const days = new Map<string, string>();
    let count = this.#count(person);
    return facts.map((fact) => {
      const name = JSON.stringify([fact.kind, fact.source, fact.reference]);
      const next = JSON.stringify([fact.from, fact.until]);
      const stored = this.#version(person, fact);
      if (stored?.withdrawn != null) return "known";
      const before = days.get(name) ?? (stored === null ? null : JSON.stringify([stored.from, stored.until]));
      if (before === next) return "known";
      if (before === null && count >= MAX_FACTS) return "too_many_facts";
      if (before === null) count += 1;
      days.set(name, next);
      return before === null ? "new" : "changed";
    });
  }

  /** Whether the person has MAX_FACTS entries. Withdrawn entries count. */
  isFull(person: PersonKey): boolean {
    return this.#count(person) >= MAX_FACTS;
  }

  /** Withdraws an entry. The row stays, so that the same list cannot enter it again. */
  withdraw(person: PersonKey, { kind, source, reference }: EntryName, now: number): void {
    this.#sql.exec(`UPDATE facts SET withdrawn_at = ? ${ENTRY}`, now, person, kind, source, reference);
  }

  /** Enters a fact, or changes the days of its entry. @param list the id of the list that does it; null for a single entry */
  put(person: PersonKey, fact: FactRow, now: number, list: string | null = null): FactOutcome {
    const { kind, from, until, source, reference } = fact;
    const before = this.#version(person, fact);
    if (before === null && this.isFull(person)) return "too_many_facts";
    if (before !== null && (before.withdrawn !== null || (before.from === from && before.until === until))) return "known";
    if (before !== null && tellerOf(list) !== null && tellerOf(before.list) !== tellerOf(list)) return "known";
    const was = before === null ? null : replaced(versionOf(before), list);
    this.#sql.exec(
      `INSERT OR REPLACE INTO facts (person, kind, source, reference, from_day, until_day, at, list, was) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      person,
      kind,
      source,
      reference,
      from,
      until,
      now,
      list,
      was === null ? null : JSON.stringify(was),
    );
    return "new";
  }

  /** At most `limit` persons whose keys follow `after`, with an entry that the list has entered or changed. */
  personsOfList(list: string, after: string, limit: number): readonly PersonKey[] {
    const text = query`SELECT DISTINCT ${PERSON_KEY} FROM facts WHERE person > ? AND ${OF_LIST} ORDER BY person LIMIT ?`;
    return readRows(this.#sql, text, after, list, list, limit).map(({ person }) => person);
  }

  /** The entries of a person that the list has entered or changed and that are not withdrawn. */
  ofList(person: PersonKey, list: string): readonly ListedFactRow[] {
    const text = query`SELECT ${VERSION} FROM facts WHERE person = ? AND ${OF_LIST} AND withdrawn_at IS NULL`;
    return readRows(this.#sql, text, person, list, list).map((row) => {
      const { kind, source, reference } = row;
      return { kind, source, reference, version: versionOf(row) };
    });
  }

  /** Gives an entry this version; null deletes it, so that another list may enter it again. */
  setVersion(person: PersonKey, { kind, source, reference }: EntryName, version: Version<FactDays> | null, now: number): void {
    const name = [person, kind, source, reference];
    if (version === null) {
      this.#sql.exec(`DELETE FROM facts ${ENTRY}`, ...name);
      return;
    }
    const { state, list, was } = version;
    const text = `UPDATE facts SET from_day = ?, until_day = ?, list = ?, was = ?, at = ? ${ENTRY}`;
    this.#sql.exec(text, state.from, state.until, list, was === null ? null : JSON.stringify(was), now, ...name);
  }

  #version(person: PersonKey, { kind, source, reference }: EntryName): VersionRow | null {
    return readFirst(this.#sql, query`SELECT ${VERSION} FROM facts ${ENTRY}`, person, kind, source, reference);
  }

  #count(person: PersonKey): number {
    return readNumber(this.#sql, "SELECT COUNT(*) FROM facts WHERE person = ?", person) ?? 0;
  }
}

function versionOf({ from, until, list, was }: VersionRow): Version<FactDays> {
  return { state: { from, until }, list, was: was === null ? null : (JSON.parse(was) as Version<FactDays>) };
}

/** The facts without this entry. */
export function withoutFact(facts: readonly FactRow[], { kind, source, reference }: EntryName): readonly FactRow[] {
  return facts.filter((fact) => fact.kind !== kind || fact.source !== source || fact.reference !== reference);
}

/** The facts with this entry, which replaces one of the same name. */
export function withFact(facts: readonly FactRow[], added: FactRow): readonly FactRow[] {
  return [...withoutFact(facts, added), added];
}
