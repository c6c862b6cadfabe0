/** Risk levels of an issuer's counties, with the versions that lists have replaced: every statement that touches the table. */
import type { AreaEntry } from "../../domain/area/area.ts";
import { replaced, type Version } from "../../domain/list/taking-back.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";

const AREA_ENTRY = columns<AreaEntry>({
  division: "division",
  level: "level",
  from: "from_day",
  until: "until_day",
  source: "source",
  reference: "reference",
});

/** The state of an entry, which lists change. */
type AreaState = Pick<AreaEntry, "level" | "from" | "until">;
type AreaName = Pick<AreaEntry, "division" | "source" | "reference">;

export interface ListedArea extends AreaName {
  readonly version: Version<AreaState>;
}

interface VersionRow extends AreaEntry {
  readonly list: string | null;
  readonly was: string | null;
}

const VERSION = columns<VersionRow>({
  division: "division",
  level: "level",
  from: "from_day",
  until: "until_day",
  source: "source",
  reference: "reference",
  list: "list",
  was: "was",
});

export class AreaStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The entries of one county. */
  of(division: string): readonly AreaEntry[] {
    return this.#rows("WHERE division = ?", division);
  }

  /** The entries of all counties, by county. */
  all(): readonly AreaEntry[] {
    return this.#rows("ORDER BY division");
  }

  /** Enters a level, or changes its entry. @param list the id of the list that does it; null for a single level */
  put(entry: AreaEntry, now: number, list: string | null): void {
    const { division, source, reference } = entry;
    const where = query`SELECT ${VERSION} FROM areas WHERE division = ? AND source = ? AND reference = ?`;
    const before = readFirst(this.#sql, where, division, source, reference);
    this.restore(entry, { list, was: before === null ? null : replaced(versionOf(before), list) }, now);
  }

  /** Stores an entry with its versions. */
  restore(entry: AreaEntry, { list, was }: Pick<Version<AreaState>, "list" | "was">, now: number): void {
    const { division, level, from, until, source, reference } = entry;
    this.#sql.exec(
      `INSERT OR REPLACE INTO areas (division, source, reference, level, from_day, until_day, at, list, was) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      division,
      source,
      reference,
      level,
      from,
      until,
      now,
      list,
      was === null ? null : JSON.stringify(was),
    );
  }

  remove({ division, source, reference }: AreaName): void {
    this.#sql.exec("DELETE FROM areas WHERE division = ? AND source = ? AND reference = ?", division, source, reference);
  }

  /** The entries that the list has entered or changed. */
  ofList(list: string): readonly ListedArea[] {
    const text = query`SELECT ${VERSION} FROM areas WHERE list = ? OR instr(was, ?) > 0`;
    return readRows(this.#sql, text, list, list).map((row) => {
      const { division, source, reference } = row;
      return { division, source, reference, version: versionOf(row) };
    });
  }

  #rows(where: string, ...bindings: readonly string[]): readonly AreaEntry[] {
    return readRows(this.#sql, query`SELECT ${AREA_ENTRY} FROM areas ${where}`, ...bindings);
  }
}

function versionOf({ level, from, until, list, was }: VersionRow): Version<AreaState> {
  return { state: { level, from, until }, list, was: was === null ? null : (JSON.parse(was) as Version<AreaState>) };
}
