/** Appeals between an issuer and a peer: whose appeal each item is that was sent, and the peer's appeals with their answers. Every statement that touches both tables. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Ground } from "../../domain/appeal/appeal.ts";
import type { EntryName, FactKind } from "../../domain/fact/fact.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";

/** A migration. `sent_appeals`: items that went to the peer. `came_appeals`: items of the peer. */
export const APPEALS = `CREATE TABLE sent_appeals (id TEXT PRIMARY KEY, person TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX sent_appeals_at ON sent_appeals (at);
   CREATE TABLE came_appeals (id TEXT PRIMARY KEY, day TEXT NOT NULL, fact TEXT, kind TEXT NOT NULL, source TEXT NOT NULL, reference TEXT NOT NULL,
     answer TEXT, state TEXT, ground TEXT, sealed_reason TEXT, answered_at INTEGER, result TEXT) STRICT, WITHOUT ROWID;
   CREATE INDEX came_appeals_day ON came_appeals (day);
   CREATE INDEX came_appeals_answered ON came_appeals (answered_at) WHERE answered_at IS NOT NULL;
   CREATE INDEX came_appeals_undelivered ON came_appeals (id) WHERE state IS NOT NULL AND result IS NULL`;

export interface CameAppeal extends EntryName {
  readonly id: string;
  /** The day of China on which it came. */
  readonly day: string;
  /** The `id` of the item by which this issuer told of the entry; null: the home does not know it. */
  readonly fact: string | null;
}

/** An answer that officers have given. */
export interface GivenAnswer {
  /** The `id` of the answer's item. */
  readonly answer: string;
  readonly state: "granted" | "refused";
  /** Of a granted appeal. */
  readonly ground: Ground | null;
  /** Sealed under the own secret. */
  readonly sealedReason: string;
}

interface StoredAppeal extends Omit<CameAppeal, "kind"> {
  readonly kind: FactKind;
  readonly state: GivenAnswer["state"] | null;
}

type UndeliveredAnswer = CameAppeal & GivenAnswer;

const CAME = { id: "id", day: "day", fact: "fact", kind: "kind", source: "source", reference: "reference" } as const;
const CAME_ROW = columns<StoredAppeal>({ ...CAME, state: "state" });
const UNDELIVERED = columns<UndeliveredAnswer>({
  ...CAME,
  answer: "answer",
  state: "state",
  ground: "ground",
  sealedReason: "sealed_reason",
});
const SENT_ROW = columns<{ readonly person: PersonKey }>({ person: "person" });

export class AppealLines {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes before it is sent whose appeal an item is. */
  sent(id: string, person: PersonKey, at: number): void {
    this.#sql.exec("INSERT OR IGNORE INTO sent_appeals (id, person, at) VALUES (?, ?, ?)", id, person, at);
  }

  /** The person whose appeal went to the peer as this item; null: none did. */
  personOf(id: string): PersonKey | null {
    return readFirst(this.#sql, query`SELECT ${SENT_ROW} FROM sent_appeals WHERE id = ?`, id)?.person ?? null;
  }

  came(id: string): StoredAppeal | null {
    return readFirst(this.#sql, query`SELECT ${CAME_ROW} FROM came_appeals WHERE id = ?`, id);
  }

  /** The appeals of the peer that wait for an answer. */
  waiting(): number {
    return readNumber(this.#sql, "SELECT COUNT(*) FROM came_appeals WHERE state IS NULL") ?? 0;
  }

  /** The appeals of the peer that came on a day of China. */
  ofDay(day: string): number {
    return readNumber(this.#sql, "SELECT COUNT(*) FROM came_appeals WHERE day = ?", day) ?? 0;
  }

  add({ id, day, fact, kind, source, reference }: CameAppeal): void {
    const text = "INSERT INTO came_appeals (id, day, fact, kind, source, reference) VALUES (?, ?, ?, ?, ?, ?)";
    this.#sql.exec(text, id, day, fact, kind, source, reference);
  }

  answer(id: string, { answer, state, ground, sealedReason }: GivenAnswer, at: number): void {
    const text = "UPDATE came_appeals SET answer = ?, state = ?, ground = ?, sealed_reason = ?, answered_at = ? WHERE id = ?";
    this.#sql.exec(text, answer, state, ground, sealedReason, at, id);
  }

  /** Answers that the peer has not taken. */
  undelivered(limit: number): readonly UndeliveredAnswer[] {
    return readRows(
      this.#sql,
      query`SELECT ${UNDELIVERED} FROM came_appeals WHERE state IS NOT NULL AND result IS NULL LIMIT ?`,
      limit,
    );
  }

  /** @param result of the peer: a state, or the code of a refusal */
  delivered(answer: string, result: string): void {
    this.#sql.exec("UPDATE came_appeals SET result = ? WHERE answer = ?", result, answer);
  }

  /** The time at which the retention of a row begins that is the first to go, ms; null without one. */
  oldest(): number | null {
    const first =
      "SELECT MIN(at) FROM (SELECT at FROM sent_appeals UNION ALL SELECT answered_at FROM came_appeals WHERE answered_at IS NOT NULL)";
    return readNumber(this.#sql, first);
  }

  /** Deletes what is so old. */
  forget(until: number): void {
    this.#sql.exec("DELETE FROM sent_appeals WHERE at <= ?", until);
    this.#sql.exec("DELETE FROM came_appeals WHERE answered_at <= ?", until);
  }
}
