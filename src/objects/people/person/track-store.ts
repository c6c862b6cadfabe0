/**
 * Where persons passed: every statement that touches the table. A range of rows per day and person, so that one row is one write: a track is
 * read by a month of short ranges, and a day leaves without an index of its own.
 */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { dueAt, endOfTrackDay, overUntil, shownTrackDays, trackDay } from "../../../domain/retention.ts";
import type { Duty } from "../../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../../duty/retention.ts";
import { columns, query, type Query, readNumber, readRows } from "../../sql.ts";
import type { DeliveredPass, TrackPass } from "./rpc.ts";

/** A person who passes more often than this in a month is shown the newest. */
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

export class TrackStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** @param until is told when the day of a pass is over here, ms */
  addAll(passes: readonly DeliveredPass[], until: (over: number) => void): void {
    for (const pass of passes) {
      this.add(pass);
      until(dueAt("track", endOfTrackDay(trackDay(pass.at))));
    }
  }

  /** A pass that is there already stays as it is: it may be delivered more than once. */
  add({ person, at, id, community, pointName, colour, latitude, longitude }: DeliveredPass): void {
    this.#sql.exec(
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
  }

  /** What is not over at `now`, newest first. */
  track(person: PersonKey, now: number): readonly TrackPass[] {
    return readRows(
      this.#sql,
      trackStatement(shownTrackDays(now).length),
      ...shownTrackDays(now),
      person,
      overUntil("track", now),
      MAX_TRACK_PASSES,
    );
  }

  oldestDay(): number | null {
    return readNumber(this.#sql, "SELECT day FROM tracks ORDER BY day LIMIT 1");
  }

  /** Removes one piece of a day, at most so many, counted under `on`. */
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

/** The statement that reads a track of so many days: a search by the primary key for each of them. */
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
