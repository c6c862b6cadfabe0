/** The record of one collector: name, current point, and the number of passes by day and point. Counts at most MAX_COUNTED rows, by index. */
import type { PointId } from "../../domain/community/community.ts";
import { overUntil } from "../../domain/retention.ts";
import { CHINA_OFFSET_MS, dateOf } from "../../domain/china-time.ts";
import { accept, refuse } from "../../domain/result.ts";
import { columns, query, readRows } from "../sql.ts";
import type { CollectorRecordResult, PointView } from "./rpc.ts";
import type { StoredCollector } from "./staff-store.ts";
import { DAY_MS } from "../../domain/instant.ts";

/** At most this many of the newest passes are counted. One pass every ten seconds for five hours a day gives about as many in a month. */
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

/** Counts a collector's passes by day in China and by point. Bindings: the collector, the earliest time (ms), the highest number of passes. */
export const COUNT_PASSES = query`SELECT ${PASS_COUNT}
  FROM (SELECT (at + ${String(CHINA_OFFSET_MS)}) / ${String(DAY_MS)} AS day, point, COUNT(*) AS passes, MIN(at) AS since
        FROM (SELECT at, point FROM passes INDEXED BY passes_collector WHERE collector = ? AND at >= ? ORDER BY at DESC LIMIT ?)
        GROUP BY 1, 2) AS counted
  CROSS JOIN points ON points.id = counted.point ORDER BY counted.day DESC, counted.passes DESC`;

/** The record of a collector. @param staff the collector with the requested id, also a removed one; null for an unknown id */
export function recordOf(
  sql: SqlStorage,
  staff: StoredCollector | null,
  points: readonly Pick<PointView, "id" | "name">[],
  now: number,
  atMost = MAX_COUNTED,
): CollectorRecordResult {
  if (staff === null) return refuse({ code: "collector_not_found" });
  const { person, account, post, id, maskedName, maskedPhone, addedAt, removedAt } = staff;
  const from = overUntil("pass", now) + 1;
  const counted = readRows(sql, COUNT_PASSES, person, from, atMost);
  const total = counted.reduce((sum, { passes }) => sum + passes, 0);
  return accept({
    id,
    person,
    account,
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
