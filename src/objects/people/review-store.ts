/** Reviews of a shard's persons, and how far the queues know of each: every statement that touches the table. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Application } from "../../domain/review/review.ts";
import type { Risk } from "../../domain/fact/fact.ts";

/** `new`: no queue knows of it; `county`: its county's does; `region`: overdue, the region's too; `ended`: the queues are to forget it. */
type State = "new" | "county" | "region" | "ended";

export interface ReviewRow extends Application {
  readonly person: PersonKey;
  readonly id: string;
  readonly dueAt: number;
  readonly state: State;
  /** Whose queue has it; null: none yet. */
  readonly county: string | null;
}

const COLUMNS = "person, id, at, risk, due_at AS dueAt, state, county";

export class ReviewStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What waits of a person; null where nothing does. */
  open(person: PersonKey): ReviewRow | null {
    return this.#rows("WHERE person = ? AND state <> 'ended'", person)[0] ?? null;
  }

  begin(person: PersonKey, id: string, { at, risk }: Application, dueAt: number): void {
    const values = "(?, ?, ?, ?, ?, 'new', NULL, ?)";
    const columns = "(person, id, at, risk, due_at, state, county, next_at)";
    this.#sql.exec(`INSERT INTO reviews ${columns} VALUES ${values}`, person, id, at, risk, dueAt, at);
  }

  end(person: PersonKey, id: string, now: number): void {
    this.#sql.exec("UPDATE reviews SET state = 'ended', next_at = ? WHERE person = ? AND id = ?", now, person, id);
  }

  /** A queue has it; one that ended meanwhile stays ended. @param nextAt when a queue is told next, ms */
  told({ person, id }: ReviewRow, state: "county" | "region", county: string, nextAt: number | null): void {
    this.#sql.exec(
      `UPDATE reviews SET county = ?3, state = CASE state WHEN 'ended' THEN state ELSE ?4 END,
         next_at = CASE state WHEN 'ended' THEN next_at ELSE ?5 END WHERE person = ?1 AND id = ?2`,
      person,
      id,
      county,
      state,
      nextAt,
    );
  }

  forget({ person, id }: ReviewRow): void {
    this.#sql.exec("DELETE FROM reviews WHERE person = ? AND id = ?", person, id);
  }

  /** When a queue is told next, ms; null: nothing is to be told. */
  nextTelling(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MIN(next_at) AS at FROM reviews WHERE next_at IS NOT NULL").one().at;
  }

  toTell(now: number, limit: number): readonly ReviewRow[] {
    return this.#rows("WHERE next_at <= ? ORDER BY next_at LIMIT ?", now, limit);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly ReviewRow[] {
    return this.#sql
      .exec<Record<"person" | "id" | "at" | "risk" | "dueAt" | "state" | "county", SqlStorageValue>>(
        `SELECT ${COLUMNS} FROM reviews ${where}`,
        ...bindings,
      )
      .toArray() as unknown as readonly (ReviewRow & { readonly risk: Risk })[];
  }
}
