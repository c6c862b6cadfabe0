/** Risk levels of counties of other regions, as their own issuers tell of them: every statement that touches the table. docs/trust.md §10. */
import type { AreaEntry } from "../../domain/area/area.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { query, columns, readFirst, readTexts } from "../sql.ts";

export const TOLD_AREAS = `CREATE TABLE told_areas (division TEXT NOT NULL, teller TEXT NOT NULL, levels TEXT NOT NULL, list TEXT NOT NULL,
     PRIMARY KEY (division, teller)) STRICT, WITHOUT ROWID`;

interface Told {
  readonly levels: string;
}

const TOLD = columns<Told>({ levels: "levels" });

export class ToldAreas {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Keeps the levels of a county in place of those that the teller has told before. @param list the teller's list of this day @returns whether they differ */
  put(division: string, teller: IssuerCode, levels: readonly AreaEntry[], list: string): boolean {
    const [text, where] = [JSON.stringify(levels), "division = ? AND teller = ?"];
    const before = readFirst(this.#sql, query`SELECT ${TOLD} FROM told_areas WHERE ${where}`, division, teller);
    if (before?.levels === text || (before === null && levels.length === 0)) return false;
    const put = "INSERT OR REPLACE INTO told_areas (division, teller, levels, list) VALUES (?, ?, ?, ?)";
    this.#sql.exec(put, division, teller, text, list);
    return true;
  }

  /** The levels of a county. Of several tellers the one with the smallest region knows it best. */
  of(division: string): readonly AreaEntry[] {
    const text = query`SELECT ${TOLD} FROM told_areas WHERE division = ? ORDER BY LENGTH(teller) DESC, teller LIMIT 1`;
    const row = readFirst(this.#sql, text, division);
    return row === null ? [] : (JSON.parse(row.levels) as readonly AreaEntry[]);
  }

  /** Forgets what a list has told last. @returns its counties */
  drop(list: string): readonly string[] {
    const counties = readTexts(this.#sql, "SELECT division FROM told_areas WHERE list = ?", list);
    this.#sql.exec("DELETE FROM told_areas WHERE list = ?", list);
    return counties;
  }

  divisions(): readonly string[] {
    return readTexts(this.#sql, "SELECT DISTINCT division FROM told_areas ORDER BY division");
  }
}
