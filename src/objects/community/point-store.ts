/** Points of one community; a removed one stays for the passes that name it. Every statement that touches the table. */
import type { Point, PointId, Removed, RemovedPoints } from "../../domain/community/community.ts";

interface PointRow {
  readonly [column: string]: SqlStorageValue;
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accuracy_metres: number | null;
}

const COLUMNS = "id, name, address, latitude, longitude, accuracy_metres";

export class PointStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(): readonly Point[] {
    return this.#sql
      .exec<{ [K in keyof PointRow]: PointRow[K] }>(
        `SELECT ${COLUMNS} FROM points WHERE removed_at IS NULL ORDER BY added_at, id`,
      )
      .toArray()
      .map(pointOf);
  }

  exists(id: PointId): boolean {
    return this.#sql.exec("SELECT 1 FROM points WHERE id = ? AND removed_at IS NULL", id).toArray().length > 0;
  }

  /** Whether it is or ever was a point here. */
  ever(id: PointId): boolean {
    return this.#sql.exec("SELECT 1 FROM points WHERE id = ?", id).toArray().length > 0;
  }

  /** The point as it was when it was removed; null where it was not. */
  whenRemoved(id: PointId): Removed<Point> | null {
    const row = this.#sql
      .exec<{ [K in keyof PointRow]: PointRow[K] } & { removed_at: number }>(
        `SELECT ${COLUMNS}, removed_at FROM points WHERE id = ? AND removed_at IS NOT NULL`,
        id,
      )
      .toArray()[0];
    return row === undefined ? null : { value: pointOf(row), at: row.removed_at };
  }

  /** How many were removed, and whether this one was. */
  removed(id: PointId): RemovedPoints {
    const row = this.#sql
      .exec<{ count: number; hasThis: number | null }>(
        "SELECT COUNT(*) AS count, MAX(id = ?) AS hasThis FROM points WHERE removed_at IS NOT NULL",
        id,
      )
      .one();
    return { count: row.count, hasThis: row.hasThis === 1 };
  }

  add(point: Point, now: number): void {
    this.#sql.exec(
      `INSERT INTO points (id, name, address, latitude, longitude, accuracy_metres, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
      point.id,
      point.name,
      point.address,
      point.location?.latitude ?? null,
      point.location?.longitude ?? null,
      point.location?.accuracyMetres ?? null,
      now,
    );
  }

  change({ id, name, address, location }: Point): void {
    this.#sql.exec(
      "UPDATE points SET name = ?, address = ?, latitude = ?, longitude = ?, accuracy_metres = ? WHERE id = ?",
      name,
      address,
      location?.latitude ?? null,
      location?.longitude ?? null,
      location?.accuracyMetres ?? null,
      id,
    );
  }

  restore(id: PointId): void {
    this.#sql.exec("UPDATE points SET removed_at = NULL WHERE id = ?", id);
  }

  remove(id: PointId, now: number): void {
    this.#sql.exec("UPDATE points SET removed_at = ? WHERE id = ?", now, id);
  }
}

function pointOf(row: PointRow): Point {
  const place = { id: row.id as PointId, name: row.name, address: row.address };
  if (row.latitude === null || row.longitude === null) return place;
  return { ...place, location: { latitude: row.latitude, longitude: row.longitude, accuracyMetres: row.accuracy_metres } };
}
