/** Risk levels of counties as lists entered them: every statement that touches the table. */
import type { AreaEntry, AreaLevel } from "../../domain/area/area.ts";

const COLUMNS = `division, level, from_day AS "from", until_day AS "until", source, reference`;

export class AreaStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Of one county. */
  of(division: string): readonly AreaEntry[] {
    return this.#rows("WHERE division = ?", division);
  }

  /** Of every county, county by county. */
  all(): readonly AreaEntry[] {
    return this.#rows("ORDER BY division");
  }

  put({ division, level, from, until, source, reference }: AreaEntry, now: number): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO areas (division, source, reference, level, from_day, until_day, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      division,
      source,
      reference,
      level,
      from,
      until,
      now,
    );
  }

  #rows(where: string, ...bindings: readonly string[]): readonly AreaEntry[] {
    return this.#sql
      .exec<Record<Exclude<keyof AreaEntry, "until">, string> & { until: string | null }>(
        `SELECT ${COLUMNS} FROM areas ${where}`,
        ...bindings,
      )
      .toArray()
      .map((row) => ({ ...row, level: row.level as AreaLevel }));
  }
}
