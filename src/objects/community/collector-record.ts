/** One collector's record: who and where they are, and how much they registered by day and point. Counts a bounded number of rows, by index. */
import type { PointId } from "../../domain/community/community.ts";
import { overUntil } from "../../domain/retention.ts";
import { CHINA_OFFSET_MS, dateOf } from "../../domain/china-time.ts";
import { accept, refuse } from "../../domain/result.ts";
import { columns, query, readRows } from "../sql.ts";
import type { CollectorRecordResult, PointView } from "./rpc.ts";
import type { KnownCollector } from "./staff-store.ts";
import { DAY_MS } from "../../domain/instant.ts";

/** Passes that are counted, the newest: more than one person registers in a month at one every ten seconds for five hours a day. */
export const MAX_COUNTED = 50_000;

interface PassCount {
  readonly day: number;
  readonly pointId: PointId;
  readonly pointName: string;
  readonly passes: number;
  readonly since: number;
}

const PASS_COUNT = columns<PassCount>({
  day: "counted.day",
  pointId: "counted.point",
  pointName: "points.name",
  passes: "counted.passes",
  since: "counted.since",
});

/** Values: the collector, from when on (ms), how many at most. */
export const COUNT_PASSES = query`SELECT ${PASS_COUNT}
  FROM (SELECT (at + ${String(CHINA_OFFSET_MS)}) / ${String(DAY_MS)} AS day, point, COUNT(*) AS passes, MIN(at) AS since
        FROM (SELECT at, point FROM passes INDEXED BY passes_collector WHERE collector = ? AND at >= ? ORDER BY at DESC LIMIT ?)
        GROUP BY 1, 2) AS counted
  CROSS JOIN points ON points.id = counted.point ORDER BY counted.day DESC, counted.passes DESC`;

/** @param staff whoever has that id, also one removed since */
export function recordOf(
  sql: SqlStorage,
  staff: KnownCollector | null,
  points: readonly Pick<PointView, "id" | "name">[],
  now: number,
  atMost = MAX_COUNTED,
): CollectorRecordResult {
  if (staff === null) return refuse({ code: "collector_not_found" });
  const { person, post, id, maskedName, maskedPhone, addedAt, removedAt } = staff;
  const from = overUntil("pass", now) + 1;
  const counted = readRows(sql, COUNT_PASSES, person, from, atMost);
  const total = counted.reduce((sum, { passes }) => sum + passes, 0);
  return accept({
    id,
    maskedName,
    maskedPhone,
    addedAt,
    removedAt,
    post: points.find((point) => point.id === post)?.name ?? null,
    total,
    since: total < atMost ? from : Math.min(...counted.map(({ since }) => since)),
    counts: counted.map(({ day, pointId, pointName, passes }) => ({
      day: dateOf(day * DAY_MS - CHINA_OFFSET_MS),
      pointId,
      pointName,
      passes,
    })),
  });
}
