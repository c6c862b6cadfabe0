/** Points of one community. The row of a removed point stays, because passes refer to it. Every statement that touches the table, except those that read passes together with the names of their points. */
import type { Point, PointId, Removed, RemovedPoints } from "../../domain/community/community.ts";
import { columns, hasRow, query, readFirst, readOne, readRows } from "../sql.ts";

interface PointRow {
  readonly id: PointId;
  readonly name: string;
  readonly address: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accuracyMetres: number | null;
}

interface RemovedPointRow extends PointRow {
  readonly removedAt: number;
}

const SQL_OF_POINT = {
  id: "id",
  name: "name",
  address: "address",
  latitude: "latitude",
  longitude: "longitude",
  accuracyMetres: "accuracy_metres",
} as const;
const POINT = columns<PointRow>(SQL_OF_POINT);
const REMOVED_POINT = columns<RemovedPointRow>({ ...SQL_OF_POINT, removedAt: "removed_at" });

const REMOVALS = columns<{ readonly count: number; readonly hasThis: number | null }>({
  count: "COUNT(*)",
  hasThis: "MAX(id = ?)",
});

export class PointStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(): readonly Point[] {
    return readRows(this.#sql, query`SELECT ${POINT} FROM points WHERE removed_at IS NULL ORDER BY added_at, id`).map(pointOf);
  }

  exists(id: PointId): boolean {
    return hasRow(this.#sql, "SELECT 1 FROM points WHERE id = ? AND removed_at IS NULL", id);
  }

  /** Whether this community has or had a point with this id. */
  ever(id: PointId): boolean {
    return hasRow(this.#sql, "SELECT 1 FROM points WHERE id = ?", id);
  }

  /** The removed point with the time of its removal; null if it is not removed. */
  whenRemoved(id: PointId): Removed<Point> | null {
    const row = readFirst(this.#sql, query`SELECT ${REMOVED_POINT} FROM points WHERE id = ? AND removed_at IS NOT NULL`, id);
    return row === null ? null : { value: pointOf(row), at: row.removedAt };
  }

  /** The number of removed points, and whether this point is one of them. */
  removed(id: PointId): RemovedPoints {
    const row = readOne(this.#sql, query`SELECT ${REMOVALS} FROM points WHERE removed_at IS NOT NULL`, id);
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
  const place = { id: row.id, name: row.name, address: row.address };
  if (row.latitude === null || row.longitude === null) return place;
  return { ...place, location: { latitude: row.latitude, longitude: row.longitude, accuracyMetres: row.accuracyMetres } };
}
