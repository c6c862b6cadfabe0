/** Appeals of a shard's persons: every statement that touches the table. What was written and what was answered is sealed. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { EntryName, FactKind } from "../../../domain/fact/fact.ts";

export interface AppealRow {
  readonly id: string;
  /** ms */
  readonly at: number;
  /** The division that answers. */
  readonly region: string;
  /** The entry that caused the colour; null where no list did. */
  readonly entry: EntryName | null;
  readonly sealed: string;
  /** ms; null while it waits. */
  readonly answeredAt: number | null;
  readonly granted: boolean;
  readonly sealedAnswer: string | null;
  /** Written under managers who are gone. */
  readonly hidden: boolean;
}

type Columns = Omit<AppealRow, "entry" | "granted" | "hidden"> & {
  readonly kind: string | null;
  readonly source: string | null;
  readonly reference: string | null;
  readonly granted: number;
  readonly hidden: number;
};

export class AppealStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Newest first. */
  of(person: PersonKey): readonly AppealRow[] {
    return this.#rows("WHERE person = ?", person).toSorted((a, b) => b.at - a.at);
  }

  one(person: PersonKey, id: string): AppealRow | null {
    return this.#rows("WHERE person = ? AND id = ?", person, id)[0] ?? null;
  }

  add(person: PersonKey, { id, at, region, entry, sealed }: Pick<AppealRow, "id" | "at" | "region" | "entry" | "sealed">): void {
    const { kind = null, source = null, reference = null } = entry ?? {};
    this.#sql.exec(
      "INSERT INTO appeals (person, id, at, region, kind, source, reference, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      person,
      id,
      at,
      region,
      kind,
      source,
      reference,
      sealed,
    );
  }

  answer(person: PersonKey, id: string, granted: boolean, sealedAnswer: string, now: number): void {
    this.#sql.exec(
      "UPDATE appeals SET answered_at = ?, granted = ?, sealed_answer = ? WHERE person = ? AND id = ?",
      now,
      granted ? 1 : 0,
      sealedAnswer,
      person,
      id,
    );
  }

  hide(person: PersonKey): void {
    this.#sql.exec("UPDATE appeals SET hidden = 1 WHERE person = ? AND hidden = 0", person);
  }

  /** When the oldest was answered, ms; null where none is. */
  oldestAnswer(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MIN(answered_at) AS at FROM appeals WHERE answered_at IS NOT NULL").one()
      .at;
  }

  /** The first of those that were answered up to `until`. */
  answeredUntil(until: number, atMost: number): readonly { readonly person: PersonKey; readonly id: string }[] {
    return this.#sql
      .exec<{ person: string; id: string }>(
        "SELECT person, id FROM appeals WHERE answered_at <= ? ORDER BY answered_at LIMIT ?",
        until,
        atMost,
      )
      .toArray() as unknown as readonly { readonly person: PersonKey; readonly id: string }[];
  }

  remove(person: PersonKey, id: string): void {
    this.#sql.exec("DELETE FROM appeals WHERE person = ? AND id = ?", person, id);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly AppealRow[] {
    return this.#sql
      .exec<Record<keyof Columns, SqlStorageValue>>(
        `SELECT id, at, region, kind, source, reference, sealed, answered_at AS answeredAt, granted, sealed_answer AS sealedAnswer, hidden
         FROM appeals ${where}`,
        ...bindings,
      )
      .toArray()
      .map((row) => rowOf(row as unknown as Columns));
  }
}

function rowOf({ kind, source, reference, granted, hidden, ...row }: Columns): AppealRow {
  const entry = kind === null || source === null || reference === null ? null : { kind: kind as FactKind, source, reference };
  return { ...row, entry, granted: granted === 1, hidden: hidden === 1 };
}
