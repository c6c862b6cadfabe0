/**
 * Counts of passes and declarations of one division, by the division one level below (child): every statement that touches these tables. Reports contain
 * absolute values, so that a repeated report changes nothing.
 */
import { type Counts, type HourCounts, NO_COUNTS } from "../../domain/statistics/counts.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";

/** Hours or days: `from` is included, `to` is not. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface DayOfChild extends Counts {
  readonly day: number;
  readonly child: string;
  /** The estimated number of different persons who passed; null if nobody passed. */
  readonly persons: number | null;
}

export interface SketchOfChild {
  readonly child: string;
  readonly sketch: Uint8Array;
}

/** The progress of the reports to the parent division. */
export interface ReportProgress {
  /** The first hour whose current counts are not reported; null if all are reported. */
  readonly from: number | null;
  /** The time of the last report, ms. */
  readonly at: number;
}

interface PersonsOfDay {
  readonly day: number;
  readonly persons: number;
}

interface SketchRow {
  readonly child: string;
  readonly sketch: ArrayBuffer;
}

const SQL_OF_COUNTS = {
  passes: "passes",
  returning: "declared_returning",
  arriving: "declared_arriving",
  staying: "declared_staying",
} as const;
const COUNTS = columns<Counts>(SQL_OF_COUNTS);
const HOUR_SUMS = columns<HourCounts>({
  hour: "hour",
  passes: "SUM(passes)",
  returning: "SUM(declared_returning)",
  arriving: "SUM(declared_arriving)",
  staying: "SUM(declared_staying)",
});
const HOUR = columns<Pick<HourCounts, "hour">>({ hour: "hour" });
const DAY_OF_CHILD = columns<DayOfChild>({ day: "day", child: "child", persons: "persons", ...SQL_OF_COUNTS });
const PERSONS_OF_DAY = columns<PersonsOfDay>({ day: "day", persons: "persons" });
const PROGRESS = columns<ReportProgress>({ from: "unsent_from", at: "at" });
const SKETCH = columns<SketchRow>({ child: "child", sketch: "sketch" });

export class CountStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The last counts that a source (a child, the own gates or a shard of persons) reported for an hour; zeros if it reported none. */
  hour(hour: number, source: string): Counts {
    return (
      readFirst(this.#sql, query`SELECT ${COUNTS} FROM count_hours WHERE hour = ? AND source = ?`, hour, source) ?? NO_COUNTS
    );
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

  /** The sums of all sources by hour, in order. Hours without counts are left out. */
  sums({ from, to }: Span): readonly HourCounts[] {
    return readRows(
      this.#sql,
      query`SELECT ${HOUR_SUMS} FROM count_hours WHERE hour >= ? AND hour < ? GROUP BY hour ORDER BY hour`,
      from,
      to,
    );
  }

  /** At most `limit` hours from `from` on that have counts, in order. */
  hoursFrom(from: number, limit: number): readonly number[] {
    const text = query`SELECT DISTINCT ${HOUR} FROM count_hours WHERE hour >= ? ORDER BY hour LIMIT ?`;
    return readRows(this.#sql, text, from, limit).map(({ hour }) => hour);
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

  /** The counts of each day and child, in this order. */
  days({ from, to }: Span): readonly DayOfChild[] {
    return readRows(
      this.#sql,
      query`SELECT ${DAY_OF_CHILD} FROM count_days WHERE day >= ? AND day < ? ORDER BY day, child`,
      from,
      to,
    );
  }

  setSketch(day: number, child: string, sketch: Uint8Array, persons: number): void {
    this.#sql.exec("INSERT OR REPLACE INTO count_sketches (day, child, sketch) VALUES (?, ?, ?)", day, child, sketch);
    this.#sql.exec("UPDATE count_days SET persons = ? WHERE day = ? AND child = ?", persons, day, child);
  }

  /** The estimated number of different persons per day at all gates of the division. Days without an estimate are left out. */
  persons({ from, to }: Span): readonly PersonsOfDay[] {
    return readRows(this.#sql, query`SELECT ${PERSONS_OF_DAY} FROM count_persons WHERE day >= ? AND day < ?`, from, to);
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

  progress(): ReportProgress {
    return readFirst(this.#sql, query`SELECT ${PROGRESS} FROM counts_told`) ?? { from: null, at: 0 };
  }

  saveProgress({ from, at }: ReportProgress): void {
    this.#sql.exec("INSERT OR REPLACE INTO counts_told (one, unsent_from, at) VALUES (1, ?, ?)", from, at);
  }

  oldest(): { readonly hour: number | null; readonly day: number | null; readonly sketchDay: number | null } {
    const oldest = (column: string, table: string) =>
      readNumber(this.#sql, `SELECT ${column} FROM ${table} ORDER BY ${column} LIMIT 1`);
    return { hour: oldest("hour", "count_hours"), day: oldest("day", "count_days"), sketchDay: oldest("day", "count_sketches") };
  }

  /** Removes rows before this hour and these days, at most `atMost` rows per table; from the table with one row per day, all. */
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
    return readRows(this.#sql, query`SELECT ${SKETCH} FROM count_sketches WHERE ${where} ORDER BY day, child`, ...bindings).map(
      ({ child, sketch }) => ({ child, sketch: new Uint8Array(sketch) }),
    );
  }
}
