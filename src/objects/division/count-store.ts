/** Counts of one division by child: every statement that touches these tables. Absolute values, so that a report told twice is told once. */
import { type Counts, type HourCounts, NO_COUNTS } from "../../domain/statistics/counts.ts";

const COLUMNS = `passes, declared_returning AS "returning", declared_arriving AS arriving, declared_staying AS staying`;
const SUMS = `SUM(passes) AS passes, SUM(declared_returning) AS "returning", SUM(declared_arriving) AS arriving, SUM(declared_staying) AS staying`;

/** Half open. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface DayOfChild extends Counts {
  readonly day: number;
  readonly child: string;
  /** Null where nobody passed. */
  readonly persons: number | null;
}

export interface SketchOfChild {
  readonly child: string;
  readonly sketch: Uint8Array;
}

/** What has still to be told to the division above. */
export interface Unsent {
  /** The first hour that has changed; null where all is told. */
  readonly from: number | null;
  /** When it was told last, ms. */
  readonly at: number;
}

export class CountStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What a source said last of an hour. */
  hour(hour: number, source: string): Counts {
    const text = `SELECT ${COLUMNS} FROM count_hours WHERE hour = ? AND source = ?`;
    return (this.#rows(text, hour, source) as readonly Counts[])[0] ?? NO_COUNTS;
  }

  setHour(source: string, { hour, passes, returning, arriving, staying }: HourCounts): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO count_hours (hour, source, passes, declared_returning, declared_arriving, declared_staying)
       VALUES (?, ?, ?, ?, ?, ?)`,
      hour,
      source,
      passes,
      returning,
      arriving,
      staying,
    );
  }

  /** The division's own sums by hour, in order; hours without any are left out. */
  sums({ from, to }: Span): readonly HourCounts[] {
    return this.#rows(
      `SELECT hour, ${SUMS} FROM count_hours WHERE hour >= ? AND hour < ? GROUP BY hour ORDER BY hour`,
      from,
      to,
    ) as readonly HourCounts[];
  }

  /** The hours that have counts, in order. */
  hoursFrom(hour: number, limit: number): readonly number[] {
    const text = "SELECT DISTINCT hour FROM count_hours WHERE hour >= ? ORDER BY hour LIMIT ?";
    return (this.#rows(text, hour, limit) as readonly { hour: number }[]).map((row) => row.hour);
  }

  addToDay(day: number, child: string, { passes, returning, arriving, staying }: Counts): void {
    this.#sql.exec(
      `INSERT INTO count_days (day, child, passes, declared_returning, declared_arriving, declared_staying) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (day, child) DO UPDATE SET passes = passes + excluded.passes,
         declared_returning = declared_returning + excluded.declared_returning,
         declared_arriving = declared_arriving + excluded.declared_arriving,
         declared_staying = declared_staying + excluded.declared_staying`,
      day,
      child,
      passes,
      returning,
      arriving,
      staying,
    );
  }

  /** By day and child, in order. */
  days({ from, to }: Span): readonly DayOfChild[] {
    return this.#rows(
      `SELECT day, child, persons, ${COLUMNS} FROM count_days WHERE day >= ? AND day < ? ORDER BY day, child`,
      from,
      to,
    ) as readonly DayOfChild[];
  }

  setSketch(day: number, child: string, sketch: Uint8Array, persons: number): void {
    this.#sql.exec("INSERT OR REPLACE INTO count_sketches (day, child, sketch) VALUES (?, ?, ?)", day, child, sketch);
    this.#sql.exec("UPDATE count_days SET persons = ? WHERE day = ? AND child = ?", persons, day, child);
  }

  /** Who passed on each day, whoever's gates it was; days without anybody are left out. */
  persons({ from, to }: Span): readonly { readonly day: number; readonly persons: number }[] {
    const text = "SELECT day, persons FROM count_persons WHERE day >= ? AND day < ?";
    return this.#rows(text, from, to) as readonly { readonly day: number; readonly persons: number }[];
  }

  setPersons(day: number, persons: number): void {
    this.#sql.exec(
      "INSERT INTO count_persons (day, persons) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET persons = excluded.persons",
      day,
      persons,
    );
  }

  sketch(day: number, child: string): Uint8Array | null {
    return this.#sketches("day = ? AND child = ?", day, child)[0]?.sketch ?? null;
  }

  sketches({ from, to }: Span): readonly SketchOfChild[] {
    return this.#sketches("day >= ? AND day < ?", from, to);
  }

  unsent(): Unsent {
    const rows = this.#rows(`SELECT unsent_from AS "from", at FROM counts_told`) as readonly Unsent[];
    return rows[0] ?? { from: null, at: 0 };
  }

  setUnsent({ from, at }: Unsent): void {
    this.#sql.exec("INSERT OR REPLACE INTO counts_told (one, unsent_from, at) VALUES (1, ?, ?)", from, at);
  }

  oldest(): { readonly hour: number | null; readonly day: number | null; readonly sketchDay: number | null } {
    const first = (column: string, table: string): number | null => {
      const rows = this.#rows(`SELECT ${column} AS first FROM ${table} ORDER BY ${column} LIMIT 1`);
      return (rows as readonly { first: number }[])[0]?.first ?? null;
    };
    return { hour: first("hour", "count_hours"), day: first("day", "count_days"), sketchDay: first("day", "count_sketches") };
  }

  /** Removes what lies before these, at most so many rows of each. */
  removeBefore(before: { readonly hour: number; readonly day: number; readonly sketchDay: number }, atMost: number): void {
    const remove = (table: string, column: string, second: string, until: number): void => {
      this.#sql.exec(
        `DELETE FROM ${table} WHERE (${column}, ${second}) IN
           (SELECT ${column}, ${second} FROM ${table} WHERE ${column} < ? ORDER BY ${column} LIMIT ?)`,
        until,
        atMost,
      );
    };
    remove("count_hours", "hour", "source", before.hour);
    remove("count_days", "day", "child", before.day);
    remove("count_sketches", "day", "child", before.sketchDay);
    this.#sql.exec("DELETE FROM count_persons WHERE day < ?", before.day);
  }

  #sketches(where: string, ...bindings: readonly number[] | readonly [number, string]): readonly SketchOfChild[] {
    return this.#sql
      .exec<{ child: string; sketch: ArrayBuffer }>(
        `SELECT child, sketch FROM count_sketches WHERE ${where} ORDER BY day, child`,
        ...bindings,
      )
      .toArray()
      .map(({ child, sketch }) => ({ child, sketch: new Uint8Array(sketch) }));
  }

  #rows(text: string, ...bindings: readonly SqlStorageValue[]): readonly object[] {
    return this.#sql.exec(text, ...bindings).toArray();
  }
}
