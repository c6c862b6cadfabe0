/** Which areas the newest declaration of each person names, and how far those of an area were looked at again: every statement that touches the tables. */
import type { PersonKey } from "../../../domain/access/keys.ts";

export interface AreaTurn {
  readonly area: string;
  /** The last person who was looked at. */
  readonly after: string;
  /** How often it was begun anew. */
  readonly round: number;
}

export class OriginStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What the person names now, in place of what they named before; what was there is not written again. */
  note(person: PersonKey, before: readonly string[], areas: readonly string[]): void {
    for (const area of before)
      if (!areas.includes(area)) this.#sql.exec("DELETE FROM origins WHERE area = ? AND person = ?", area, person);
    for (const area of areas) this.#sql.exec("INSERT OR IGNORE INTO origins (area, person) VALUES (?, ?)", area, person);
  }

  /** Persons who name exactly this area, after one of them, in the order of their keys. */
  of({ area, after }: AreaTurn, limit: number): readonly PersonKey[] {
    return this.#sql
      .exec<{ person: string }>(
        "SELECT person FROM origins WHERE area = ? AND person > ? ORDER BY person LIMIT ?",
        area,
        after,
        limit,
      )
      .toArray()
      .map(({ person }) => person as PersonKey);
  }

  /** Whoever names this area is to be looked at, from the first one; where nobody does there is nothing to do. */
  begin(area: string): void {
    this.#sql.exec(
      `INSERT INTO area_turns (area, after, round) SELECT ?1, '', 0 WHERE EXISTS (SELECT 1 FROM origins WHERE area = ?1)
       ON CONFLICT (area) DO UPDATE SET after = '', round = round + 1`,
      area,
    );
  }

  turn(): AreaTurn | null {
    const rows = this.#sql.exec<{ area: string; after: string; round: number }>(
      "SELECT area, after, round FROM area_turns LIMIT 1",
    );
    return rows.toArray()[0] ?? null;
  }

  /** Those up to `after` were looked at, unless it was begun anew meanwhile. */
  moveOn({ area, round }: AreaTurn, after: string): void {
    this.#sql.exec("UPDATE area_turns SET after = ? WHERE area = ? AND round = ?", after, area, round);
  }

  end({ area, round }: AreaTurn): void {
    this.#sql.exec("DELETE FROM area_turns WHERE area = ? AND round = ?", area, round);
  }
}
