/** The moments at which other rule sets begin, and how far a shard has decided its persons by them: every statement that touches the table. */
import type { PersonKey } from "../../domain/access/keys.ts";

export interface RuleTurn {
  /** ms */
  readonly at: number;
  /** The last person that was looked at; empty: none yet. */
  readonly cursor: PersonKey | "";
}

export class RuleTurnStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** One that is known already goes on where it is. */
  add(at: number): void {
    this.#sql.exec("INSERT INTO rule_turns (at, cursor) VALUES (?, '') ON CONFLICT DO NOTHING", at);
  }

  first(): RuleTurn | null {
    const [row] = this.#sql
      .exec<{ at: number; cursor: string }>("SELECT at, cursor FROM rule_turns ORDER BY at LIMIT 1")
      .toArray();
    return row === undefined ? null : { at: row.at, cursor: row.cursor as PersonKey | "" };
  }

  move(at: number, cursor: PersonKey): void {
    this.#sql.exec("UPDATE rule_turns SET cursor = ? WHERE at = ?", cursor, at);
  }

  drop(at: number): void {
    this.#sql.exec("DELETE FROM rule_turns WHERE at = ?", at);
  }
}
