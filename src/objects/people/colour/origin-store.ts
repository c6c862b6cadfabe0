/**
 * Areas that the newest declaration of each person names, risk levels of counties, and the progress of deciding the persons of an area again: every
 * statement that touches the tables.
 */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { AreaPeriod } from "../../../domain/area/area.ts";
import { columns, query, readFirst, readNumber, readRows, readTexts } from "../../sql.ts";
import type { CountyLevels } from "../news.ts";

export interface AreaTurn {
  readonly area: string;
  /** The last person who was examined (whose colour was decided again if the risk had changed); empty: nobody yet. */
  readonly after: string;
  /** The number of times that the examination of the area's persons was started again. */
  readonly round: number;
}

const PERSON = columns<{ readonly person: PersonKey }>({ person: "person" });
const AREA_TURN = columns<AreaTurn>({ area: "area", after: "after", round: "round" });

interface CountyRow {
  readonly division: string;
  /** The periods of risk levels, JSON. */
  readonly periods: string;
}

const COUNTY_LEVELS = columns<CountyRow>({ division: "division", periods: "periods" });

export class OriginStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Replaces the areas of a person. Writes only the differences. */
  note(person: PersonKey, before: readonly string[], areas: readonly string[]): void {
    for (const area of before)
      if (!areas.includes(area)) this.#sql.exec("DELETE FROM origins WHERE area = ? AND person = ?", area, person);
    for (const area of areas) this.#sql.exec("INSERT OR IGNORE INTO origins (area, person) VALUES (?, ?)", area, person);
  }

  /** Persons who name exactly this area, after the person `after`, in the order of their keys. */
  of({ area, after }: AreaTurn, limit: number): readonly PersonKey[] {
    return readRows(
      this.#sql,
      query`SELECT ${PERSON} FROM origins WHERE area = ? AND person > ? ORDER BY person LIMIT ?`,
      area,
      after,
      limit,
    ).map((row) => row.person);
  }

  /** At most `limit` persons who name one of these areas, each once, after the person `after`, in the order of their keys. */
  ofAny(areas: readonly string[], after: string, limit: number): readonly PersonKey[] {
    return readRows(
      this.#sql,
      query`SELECT DISTINCT ${PERSON} FROM origins WHERE area IN (SELECT value FROM json_each(?)) AND person > ? ORDER BY person LIMIT ?`,
      JSON.stringify(areas),
      after,
      limit,
    ).map((row) => row.person);
  }

  /** Starts the examination of all persons whose declaration names this area, or restarts it. Does nothing if nobody names it. */
  begin(area: string): void {
    this.#sql.exec(
      `INSERT INTO area_turns (area, after, round) SELECT ?1, '', 0 WHERE EXISTS (SELECT 1 FROM origins WHERE area = ?1)
       ON CONFLICT (area) DO UPDATE SET after = '', round = round + 1`,
      area,
    );
  }

  turn(): AreaTurn | null {
    return readFirst(this.#sql, query`SELECT ${AREA_TURN} FROM area_turns LIMIT 1`);
  }

  /** Notes that the persons up to `after` were examined. Does nothing after a restart. */
  moveOn({ area, round }: AreaTurn, after: string): void {
    this.#sql.exec("UPDATE area_turns SET after = ? WHERE area = ? AND round = ?", after, area, round);
  }

  end({ area, round }: AreaTurn): void {
    this.#sql.exec("DELETE FROM area_turns WHERE area = ? AND round = ?", area, round);
  }
}

/** Sorts after every digit, so that the codes that begin with an area lie between `area` and `area:`. */
const AFTER_DIGITS = ":";

export class LevelStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The periods of risk levels of a county, or of all counties below a city or a province. */
  within(area: string): readonly AreaPeriod[] {
    return readTexts(
      this.#sql,
      "SELECT periods FROM county_levels WHERE division >= ? AND division < ?",
      area,
      area + AFTER_DIGITS,
    ).flatMap((periods) => JSON.parse(periods) as readonly AreaPeriod[]);
  }

  /** Replaces the levels of a county. @param nextAt the next time at which the level changes by itself, ms; null: never */
  put({ division, periods }: CountyLevels, nextAt: number | null): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO county_levels (division, periods, next_at) VALUES (?, ?, ?)",
      division,
      JSON.stringify(periods),
      nextAt,
    );
  }

  /** The next time at which a level changes by itself, ms; null: never. */
  nextTurn(): number | null {
    return readNumber(this.#sql, "SELECT MIN(next_at) FROM county_levels WHERE next_at IS NOT NULL");
  }

  /** At most `limit` counties whose next change of the level has come. */
  turned(now: number, limit: number): readonly CountyLevels[] {
    return readRows(
      this.#sql,
      query`SELECT ${COUNTY_LEVELS} FROM county_levels WHERE next_at <= ? ORDER BY next_at LIMIT ?`,
      now,
      limit,
    ).map(({ division, periods }) => ({ division, periods: JSON.parse(periods) as readonly AreaPeriod[] }));
  }
}
