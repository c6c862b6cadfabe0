/**
 * For two days, counts of passes by hour and point, and sketches (bytes that estimate the number of different persons) by day: every statement that
 * touches these tables.
 */
import type { PointId } from "../../domain/community/community.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";

/** Passes of one hour through one point. */
export interface PointHour {
  /** Hours since 1970 UTC. */
  readonly hour: number;
  readonly point: PointId;
  readonly passes: number;
  /** The number of these passes of persons whose colour was yellow, orange or red then. */
  readonly stopped: number;
}

/** The progress of counting. */
export interface CountProgress {
  /** The sequence number of the last counted pass. */
  readonly seq: number;
  /** The first hour whose current counts are not reported to the division; null if all are reported. */
  readonly unsentFrom: number | null;
  /** The time of the last count, ms. */
  readonly at: number;
}

const NOTHING: CountProgress = { seq: 0, unsentFrom: null, at: 0 };

const PROGRESS = columns<CountProgress>({ seq: "seq", unsentFrom: "unsent_from", at: "at" });
const POINT_HOUR = columns<PointHour>({ hour: "hour", point: "point", passes: "passes", stopped: "stopped" });
const HOUR_SUM = columns<Pick<PointHour, "hour" | "passes">>({ hour: "hour", passes: "SUM(passes)" });
const SKETCH = columns<{ readonly sketch: ArrayBuffer }>({ sketch: "sketch" });

export class CountStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  progress(): CountProgress {
    return readFirst(this.#sql, query`SELECT ${PROGRESS} FROM counted`) ?? NOTHING;
  }

  saveProgress({ seq, unsentFrom, at }: CountProgress): void {
    this.#sql.exec("INSERT OR REPLACE INTO counted (one, seq, unsent_from, at) VALUES (1, ?, ?, ?)", seq, unsentFrom, at);
  }

  /** Moves the number of the last counted pass back to `newest`: SQLite uses sequence numbers again after the newest passes are deleted. */
  comeBackTo(newest: number): void {
    this.#sql.exec("UPDATE counted SET seq = ? WHERE seq > ?", newest, newest);
  }

  add({ hour, point, passes, stopped }: PointHour): void {
    this.#sql.exec(
      `INSERT INTO pass_hours (hour, point, passes, stopped) VALUES (?, ?, ?, ?)
       ON CONFLICT (hour, point) DO UPDATE SET passes = passes + excluded.passes, stopped = stopped + excluded.stopped`,
      hour,
      point,
      passes,
      stopped,
    );
  }

  /** The counts by hour and point, in this order, from the hour `from` on. */
  hours(from: number): readonly PointHour[] {
    return readRows(this.#sql, query`SELECT ${POINT_HOUR} FROM pass_hours WHERE hour >= ? ORDER BY hour, point`, from);
  }

  /** The passes of all points per hour, in order: at most `limit` hours from the hour `from` on. */
  sums(from: number, limit: number): readonly Pick<PointHour, "hour" | "passes">[] {
    const text = query`SELECT ${HOUR_SUM} FROM pass_hours WHERE hour >= ? GROUP BY hour ORDER BY hour LIMIT ?`;
    return readRows(this.#sql, text, from, limit);
  }

  sketch(day: number): Uint8Array | null {
    const row = readFirst(this.#sql, query`SELECT ${SKETCH} FROM pass_days WHERE day = ?`, day);
    return row === null ? null : new Uint8Array(row.sketch);
  }

  setSketch(day: number, sketch: Uint8Array): void {
    this.#sql.exec("INSERT OR REPLACE INTO pass_days (day, sketch) VALUES (?, ?)", day, sketch);
  }

  removeBefore(hour: number, day: number): void {
    this.#sql.exec("DELETE FROM pass_hours WHERE hour < ?", hour);
    this.#sql.exec("DELETE FROM pass_days WHERE day < ?", day);
  }
}
