/** Which gate asked a person last to declare again: one row a person, gone with the next declaration or when it is over. Every statement that touches the table. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { askingDue, askingOverUntil, type Redeclaration } from "../../../domain/declaration/redeclaration.ts";
import type { Duty } from "../../duty/alarm.ts";

export class RedeclarationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  of(person: PersonKey): Redeclaration | null {
    const rows = this.#sql
      .exec("SELECT at, community, point FROM redeclarations WHERE person = ?", person)
      .toArray() as unknown as readonly Redeclaration[];
    return rows[0] ?? null;
  }

  save(person: PersonKey, { at, community, point }: Redeclaration): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO redeclarations (person, at, community, point) VALUES (?, ?, ?, ?)",
      person,
      at,
      community,
      point,
    );
  }

  /** When the oldest was, ms; null where nobody is asked. */
  oldest(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MIN(at) AS at FROM redeclarations").one().at;
  }

  /** Removes the oldest of those up to `until`, at most so many. */
  removeOldest(until: number, atMost: number): void {
    this.#sql.exec(
      "DELETE FROM redeclarations WHERE person IN (SELECT person FROM redeclarations WHERE at <= ? ORDER BY at LIMIT ?)",
      until,
      atMost,
    );
  }

  /** Nobody asks any more. */
  answered(person: PersonKey): void {
    this.#sql.exec("DELETE FROM redeclarations WHERE person = ?", person);
  }
}

const PIECE_ROWS = 1000;

export function redeclarationRetention(askings: RedeclarationStore): Duty {
  return {
    name: "redeclaration retention",
    due() {
      const oldest = askings.oldest();
      return oldest === null ? null : askingDue(oldest);
    },
    run: (now) => askings.removeOldest(askingOverUntil(now), PIECE_ROWS),
  };
}
