/** Passes counted by hour and point, and who passed by day, for two days: every statement that touches these tables. */
import type { PointId } from "../../domain/community/community.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";

/** Passes of one hour through one point. */
export interface PointHour {
  /** Hours since 1970 UTC. */
  readonly hour: number;
  readonly point: PointId;
  readonly passes: number;
  /** Of these with a code that stops somebody: yellow, orange or red. */
  readonly stopped: number;
}

/** How far the passes are counted. */
export interface Counted {
  /** The last pass. */
  readonly seq: number;
  /** The first hour that the division has not been told as it is; null where all is told. */
  readonly unsentFrom: number | null;
  /** When passes were counted last, ms. */
  readonly at: number;
}

const NOTHING: Counted = { seq: 0, unsentFrom: null, at: 0 };

const COUNTED = columns<Counted>({ seq: "seq", unsentFrom: "unsent_from", at: "at" });
const POINT_HOUR = columns<PointHour>({ hour: "hour", point: "point", passes: "passes", stopped: "stopped" });
const HOUR_SUM = columns<Pick<PointHour, "hour" | "passes">>({ hour: "hour", passes: "SUM(passes)" });
const SKETCH = columns<{ readonly sketch: ArrayBuffer }>({ sketch: "sketch" });

export class CountStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  counted(): Counted {
    return readFirst(this.#sql, query`SELECT ${COUNTED} FROM counted`) ?? NOTHING;
  }

  setCounted({ seq, unsentFrom, at }: Counted): void {
    this.#sql.exec("INSERT OR REPLACE INTO counted (one, seq, unsent_from, at) VALUES (1, ?, ?, ?)", seq, unsentFrom, at);
  }

  /** After the newest passes have left, their sequence numbers are given out again: the cursor may not stand beyond `newest`. */
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

  /** From an hour on, in order. */
  hours(from: number): readonly PointHour[] {
    return readRows(this.#sql, query`SELECT ${POINT_HOUR} FROM pass_hours WHERE hour >= ? ORDER BY hour, point`, from);
  }

  /** Sums over the points, from an hour on, in order. */
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
