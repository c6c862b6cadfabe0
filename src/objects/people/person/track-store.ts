/**
 * Tracks of persons: every statement that touches the table. The key begins with day and person, so that adding a row is one write: a track is
 * read as one short range per day of a month, and a day is removed without another index.
 */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { ExposedPlace } from "../../../domain/exposure/exposure.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { dueAt, endOfTrackDay, overUntil, visibleTrackDays, trackDay } from "../../../domain/retention.ts";
import type { Duty } from "../../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../../duty/retention.ts";
import { columns, query, type Query, readNumber, readRows } from "../../sql.ts";
import type { DeliveredPass, TrackPass, Visit } from "./rpc.ts";

/** The highest number of passes in an answer. Of more passes, the newest are returned. */
export const MAX_TRACK_PASSES = 2000;

const TRACK_PASS = columns<TrackPass>({
  at: "at",
  id: "id",
  community: "community",
  pointName: "point_name",
  colour: "colour",
  latitude: "latitude",
  longitude: "longitude",
});

const VISIT = columns<Visit>({ person: "person", at: "MAX(at)" });

export class TrackStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds passes. Returns of each whether it is new. @param until called per pass with the time at which the day of the pass is to be removed, ms */
  addAll(passes: readonly DeliveredPass[], until: (over: number) => void): readonly boolean[] {
    return passes.map((pass) => {
      until(dueAt("track", endOfTrackDay(trackDay(pass.at))));
      return this.add(pass);
    });
  }

  /** Adds a pass. False, and nothing changes, if it was delivered before. */
  add({ person, at, id, community, pointName, colour, latitude, longitude }: DeliveredPass): boolean {
    const cursor = this.#sql.exec(
      `INSERT INTO tracks (day, person, at, id, community, point_name, colour, latitude, longitude) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      trackDay(at),
      person,
      at,
      id,
      community,
      pointName,
      colour,
      latitude,
      longitude,
    );
    return cursor.rowsWritten > 0;
  }

  /** The person's newest MAX_TRACK_PASSES passes within their retention at `now`, newest first. */
  track(person: PersonKey, now: number): readonly TrackPass[] {
    return readRows(
      this.#sql,
      trackStatement(visibleTrackDays(now).length),
      ...visibleTrackDays(now),
      person,
      overUntil("track", now),
      MAX_TRACK_PASSES,
    );
  }

  countVisitors(place: ExposedPlace): number {
    const { where, bindings } = visitsAt(place);
    return readNumber(this.#sql, `SELECT COUNT(DISTINCT person) FROM tracks WHERE ${where}`, ...bindings) ?? 0;
  }

  /** At most `limit` persons who passed there, after `after` in the order of their keys. It reads the passes of the place's days in this shard. */
  visitors(place: ExposedPlace, after: string, limit: number): readonly Visit[] {
    const { where, bindings } = visitsAt(place);
    const text = query`SELECT ${VISIT} FROM tracks WHERE ${where} AND person > ? GROUP BY person ORDER BY person LIMIT ?`;
    return readRows(this.#sql, text, ...bindings, after, limit);
  }

  oldestDay(): number | null {
    return readNumber(this.#sql, "SELECT day FROM tracks ORDER BY day LIMIT 1");
  }

  /** Removes at most `atMost` passes of a day, and adds their number to the count of passes that were removed on the date `on`. */
  removeOf(day: number, atMost: number, on: string): void {
    const removed = this.#sql
      .exec(
        `DELETE FROM tracks WHERE (day, person, at, id) IN
           (SELECT day, person, at, id FROM tracks WHERE day = ? ORDER BY person, at, id LIMIT ?) RETURNING 1`,
        day,
        atMost,
      )
      .toArray().length;
    this.#sql.exec(
      "INSERT INTO removed_tracks (day, passes) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET passes = passes + excluded.passes",
      on,
      removed,
    );
  }
}

/** The passes at a place within its time. */
function visitsAt({ division, point, from, until }: ExposedPlace): {
  readonly where: string;
  readonly bindings: readonly (string | number)[];
} {
  const [first, last] = [trackDay(from), trackDay(until - 1)];
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const at = point === null ? { where: "", bindings: [] } : { where: " AND point_name = ?", bindings: [point] };
  return {
    where: `day IN (${days.map(() => "?").join(", ")}) AND community = ? AND at >= ? AND at < ?${at.where}`,
    bindings: [...days, division, from, until, ...at.bindings],
  };
}

/** The statement that reads a track of `days` days, with one search by primary key per day. */
export function trackStatement(days: number): Query<TrackPass> {
  return query`SELECT ${TRACK_PASS} FROM tracks WHERE day IN (${Array.from({ length: days }, () => "?").join(", ")})
    AND person = ? AND at > ? ORDER BY day DESC, at DESC, id DESC LIMIT ?`;
}

export function trackRetention(storage: DurableObjectStorage, tracks: TrackStore): Duty {
  const oldest = () => {
    const day = tracks.oldestDay();
    return day === null ? null : endOfTrackDay(day);
  };
  return retention({ track: oldest }, (now) => {
    const day = tracks.oldestDay();
    if (day === null || day >= trackDay(overUntil("track", now))) return;
    storage.transactionSync(() => tracks.removeOf(day, PIECE_ROWS, dateOf(now)));
  });
}
