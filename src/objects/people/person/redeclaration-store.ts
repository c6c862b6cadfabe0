/** Requests of gates to declare again, one row per person until the next declaration or the end of its retention: every statement that touches the table. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { Redeclaration } from "../../../domain/declaration/redeclaration.ts";
import { overUntil } from "../../../domain/retention.ts";
import type { Duty } from "../../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../../duty/retention.ts";
import { columns, query, readFirst, readNumber } from "../../sql.ts";

const REDECLARATION = columns<Redeclaration>({ at: "at", community: "community", point: "point" });

export class RedeclarationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  of(person: PersonKey): Redeclaration | null {
    return readFirst(this.#sql, query`SELECT ${REDECLARATION} FROM redeclarations WHERE person = ?`, person);
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

  /** The time of the oldest request, ms; null if there is none. */
  oldest(): number | null {
    return readNumber(this.#sql, "SELECT MIN(at) FROM redeclarations");
  }

  /** Removes at most `atMost` requests up to `until`, the oldest first. */
  removeOldest(until: number, atMost: number): void {
    this.#sql.exec(
      "DELETE FROM redeclarations WHERE person IN (SELECT person FROM redeclarations WHERE at <= ? ORDER BY at LIMIT ?)",
      until,
      atMost,
    );
  }

  remove(person: PersonKey): void {
    this.#sql.exec("DELETE FROM redeclarations WHERE person = ?", person);
  }
}

export function redeclarationRetention(requests: RedeclarationStore): Duty {
  return retention({ redeclaration: () => requests.oldest() }, (now) =>
    requests.removeOldest(overUntil("redeclaration", now), PIECE_ROWS),
  );
}
