/** Appeals of a shard's persons: every statement that touches the table. The texts of appeals and answers are sealed. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { EntryName, FactKind } from "../../../domain/fact/fact.ts";
import { columns, query, readNumber, readRows } from "../../sql.ts";

export interface AppealRow {
  readonly id: string;
  /** The time at which the appeal was written, ms. */
  readonly at: number;
  /** The division that answers. */
  readonly region: string;
  /** The list entry that caused the colour; null if no entry did. */
  readonly entry: EntryName | null;
  readonly sealed: string;
  /** The time of the answer, ms; null while the appeal waits. */
  readonly answeredAt: number | null;
  readonly granted: boolean;
  readonly sealedAnswer: string | null;
  /** True if a former manager wrote it: later managers do not see it. */
  readonly hidden: boolean;
}

type StoredAppeal = Omit<AppealRow, "entry" | "granted" | "hidden"> & {
  readonly kind: FactKind | null;
  readonly source: string | null;
  readonly reference: string | null;
  readonly granted: number;
  readonly hidden: number;
};

interface AppealName {
  readonly person: PersonKey;
  readonly id: string;
}

const APPEAL_NAME = columns<AppealName>({ person: "person", id: "id" });
const APPEAL = columns<StoredAppeal>({
  id: "id",
  at: "at",
  region: "region",
  kind: "kind",
  source: "source",
  reference: "reference",
  sealed: "sealed",
  answeredAt: "answered_at",
  granted: "granted",
  sealedAnswer: "sealed_answer",
  hidden: "hidden",
});

export class AppealStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** All appeals of a person, also hidden ones, newest first. */
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

  /** The time of the oldest answer, ms; null if no appeal is answered. */
  oldestAnswer(): number | null {
    return readNumber(this.#sql, "SELECT MIN(answered_at) FROM appeals WHERE answered_at IS NOT NULL");
  }

  /** At most `atMost` appeals that were answered up to `until`, the oldest answer first. */
  answeredUntil(until: number, atMost: number): readonly AppealName[] {
    return readRows(
      this.#sql,
      query`SELECT ${APPEAL_NAME} FROM appeals WHERE answered_at <= ? ORDER BY answered_at LIMIT ?`,
      until,
      atMost,
    );
  }

  remove(person: PersonKey, id: string): void {
    this.#sql.exec("DELETE FROM appeals WHERE person = ? AND id = ?", person, id);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly AppealRow[] {
    return readRows(
      this.#sql,
      query`SELECT ${APPEAL}
         FROM appeals ${where}`,
      ...bindings,
    ).map(rowOf);
  }
}

function rowOf({ kind, source, reference, granted, hidden, ...row }: StoredAppeal): AppealRow {
  const entry = kind === null || source === null || reference === null ? null : { kind, source, reference };
  return { ...row, entry, granted: granted === 1, hidden: hidden === 1 };
}
