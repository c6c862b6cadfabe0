/** Counts of declarations per hour and community, and the duty that reports them to divisions. The tables contain no persons. */
import type { Category } from "../../../domain/declaration/declaration.ts";
import { type HourCounts, hourOf } from "../../../domain/statistics/counts.ts";
import type { CountReport } from "../../division/rpc.ts";
import { type Duty, periodMs } from "../../duty/alarm.ts";
import { Outbox } from "../../duty/outbox.ts";
import type { ObjectsEnv } from "../../env.ts";
import { columns, query, readFirst, readNumber, readRows, readTexts } from "../../sql.ts";

export interface CommunityHour extends HourCounts {
  /** The community of the declared address, 12 digits. */
  readonly community: string;
}

/** The progress of the reports to divisions. */
export interface ReportProgress {
  /** The first hour that may be unreported; null if all hours are reported. */
  readonly from: number | null;
  /** The time of the last report, ms. */
  readonly at: number;
}

const COMMUNITY_HOUR = columns<CommunityHour>({
  hour: "hour",
  community: "community",
  passes: "0",
  returning: "declared_returning",
  arriving: "declared_arriving",
  staying: "declared_staying",
});
const PROGRESS = columns<ReportProgress>({ from: "untold_from", at: "at" });

export class DeclaredStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(hour: number, community: string, category: Category): void {
    const { from, at } = this.progress();
    if (from === null) this.saveProgress({ from: hour, at });
    const column = `declared_${category}`;
    this.#sql.exec(
      `INSERT INTO declared_hours (hour, community, ${column}) VALUES (?, ?, 1)
       ON CONFLICT (hour, community) DO UPDATE SET ${column} = ${column} + 1, told = 0`,
      hour,
      community,
    );
  }

  /** Communities with an hour whose current counts have not reached their division. @param from the first hour to look at */
  communities(from: number): readonly string[] {
    return readTexts(this.#sql, "SELECT DISTINCT community FROM declared_hours WHERE hour >= ? AND told = 0", from);
  }

  /** Unreported hours of these communities: the oldest of each in this order, then the second of each, so that no community fills the batch. */
  hours(from: number, communities: readonly string[], limit: number): readonly CommunityHour[] {
    return readRows(
      this.#sql,
      query`SELECT ${COMMUNITY_HOUR} FROM
           (SELECT *, ROW_NUMBER() OVER (PARTITION BY community ORDER BY hour) AS turn FROM declared_hours WHERE hour >= ? AND told = 0)
         JOIN json_each(?) AS ready ON ready.value = community ORDER BY turn, ready.key LIMIT ?`,
      from,
      JSON.stringify(communities),
      limit,
    );
  }

  /** The first hour, from `from` on, with current counts that have not reached their division; null if there is none. */
  firstUnreported(from: number): number | null {
    return readNumber(this.#sql, "SELECT MIN(hour) FROM declared_hours WHERE hour >= ? AND told = 0", from);
  }

  /** Notes that an hour was reported, unless its counts have changed since. */
  markReported({ hour, community, returning, arriving, staying }: CommunityHour): void {
    this.#sql.exec(
      `UPDATE declared_hours SET told = 1 WHERE hour = ? AND community = ?
         AND declared_returning = ? AND declared_arriving = ? AND declared_staying = ?`,
      hour,
      community,
      returning,
      arriving,
      staying,
    );
  }

  progress(): ReportProgress {
    return readFirst(this.#sql, query`SELECT ${PROGRESS} FROM declared_told`) ?? { from: null, at: 0 };
  }

  saveProgress({ from, at }: ReportProgress): void {
    this.#sql.exec("INSERT OR REPLACE INTO declared_told (one, untold_from, at) VALUES (1, ?, ?)", from, at);
  }

  /** Deletes reported hours before `hour`: their counts can no longer change. */
  forgetBefore(hour: number): void {
    this.#sql.exec("DELETE FROM declared_hours WHERE hour < ? AND told = 1", hour);
  }
}

const REPORT_MS = 60_000;
/** Batch size: hours per run, and therefore the highest number of divisions that are called. */
const PIECE_ROWS = 100;

/**
 * @param env may shorten the minute between two reports, for tests
 * @param tell sends the report to the division of a community of 12 digits
 */
export function declaredCountDuty(
  storage: DurableObjectStorage,
  store: DeclaredStore,
  env: ObjectsEnv,
  tell: (community: string, report: CountReport) => Promise<void>,
): Duty {
  const reportMs = periodMs(env, REPORT_MS);
  const outbox = new Outbox<string>({ name: "declared counts to a division" });
  return {
    name: "declared counts",
    due() {
      const { from, at } = store.progress();
      if (from === null) return null;
      return Math.max(at + reportMs, outbox.due(store.communities(from)) ?? 0);
    },
    async run(now) {
      const { from } = store.progress();
      if (from === null) return;
      // Communities whose division failed most recently come last.
      const ready = store
        .communities(from)
        .filter((community) => outbox.readyAt(community) <= now)
        .toSorted((a, b) => outbox.readyAt(a) - outbox.readyAt(b));
      const parcels = Map.groupBy(store.hours(from, ready, PIECE_ROWS), ({ community }) => community);
      const send = (community: string, some: readonly CommunityHour[]) =>
        tell(community, { hours: some.map(({ community: _community, ...counts }) => counts), days: [] });
      const { delivered } = await outbox.send(parcels, send, now);
      storage.transactionSync(() => {
        for (const [, some] of delivered) for (const row of some) store.markReported(row);
        const first = store.firstUnreported(from);
        store.saveProgress({ from: first, at: now });
        if (first === null) store.forgetBefore(hourOf(now));
      });
    },
  };
}
