/** Risk levels of counties as the issuer told them to this shard: every statement that touches the table. */
import type { AreaPeriod } from "../../domain/area/area.ts";
import type { CountyLevels } from "./news.ts";

/** Above every digit: what begins with an area lies before it. */
const AFTER_DIGITS = ":";

export class LevelStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Of a county, or of all counties below a city or a province. */
  within(area: string): readonly AreaPeriod[] {
    return this.#sql
      .exec<{ periods: string }>(
        "SELECT periods FROM county_levels WHERE division >= ? AND division < ?",
        area,
        area + AFTER_DIGITS,
      )
      .toArray()
      .flatMap(({ periods }) => JSON.parse(periods) as readonly AreaPeriod[]);
  }

  /** @param nextAt when time next turns this county's level, ms; null: it does not */
  put({ division, periods }: CountyLevels, nextAt: number | null): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO county_levels (division, periods, next_at) VALUES (?, ?, ?)",
      division,
      JSON.stringify(periods),
      nextAt,
    );
  }

  /** When time next turns a level, ms; null where it turns none. */
  nextTurn(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MIN(next_at) AS at FROM county_levels WHERE next_at IS NOT NULL").one()
      .at;
  }

  /** Those whose level time has turned by now. */
  turned(now: number, limit: number): readonly CountyLevels[] {
    return this.#sql
      .exec<{ division: string; periods: string }>(
        "SELECT division, periods FROM county_levels WHERE next_at <= ? ORDER BY next_at LIMIT ?",
        now,
        limit,
      )
      .toArray()
      .map(({ division, periods }) => ({ division, periods: JSON.parse(periods) as readonly AreaPeriod[] }));
  }
}
