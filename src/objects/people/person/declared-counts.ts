/** Declarations counted by hour and community until they are told: every statement that touches these tables. No person stands in them. */
import type { Category } from "../../../domain/declaration/declaration.ts";
import { type HourCounts, hourOf } from "../../../domain/statistics/counts.ts";
import type { CountReport } from "../../division/rpc.ts";
import { type Duty, periodMs } from "../../duty/alarm.ts";
import type { ObjectsEnv } from "../../env.ts";
import { columns, query, readFirst, readRows } from "../../sql.ts";

export interface CommunityHour extends HourCounts {
  /** 12 digits: where the declared address lies. */
  readonly community: string;
}

/** What has still to be told to divisions. */
export interface Untold {
  /** No hour before this one is untold; null where all is told. */
  readonly from: number | null;
  /** When it was told last, ms. */
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
const UNTOLD = columns<Untold>({ from: "untold_from", at: "at" });

export class DeclaredStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(hour: number, community: string, category: Category): void {
    const { from, at } = this.untold();
    if (from === null) this.setUntold({ from: hour, at });
    const column = `declared_${category}`;
    this.#sql.exec(
      `INSERT INTO declared_hours (hour, community, ${column}) VALUES (?, ?, 1)
       ON CONFLICT (hour, community) DO UPDATE SET ${column} = ${column} + 1, told = 0`,
      hour,
      community,
    );
  }

  /** Hours that were not told as they are, the oldest first. */
  hours(from: number, limit: number): readonly CommunityHour[] {
    return readRows(
      this.#sql,
      query`SELECT ${COMMUNITY_HOUR} FROM declared_hours WHERE hour >= ? AND told = 0 ORDER BY hour, community LIMIT ?`,
      from,
      limit,
    );
  }

  /** Notes that an hour was told, unless it has changed since. */
  setTold({ hour, community, returning, arriving, staying }: CommunityHour): void {
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

  untold(): Untold {
    return readFirst(this.#sql, query`SELECT ${UNTOLD} FROM declared_told`) ?? { from: null, at: 0 };
  }

  setUntold({ from, at }: Untold): void {
    this.#sql.exec("INSERT OR REPLACE INTO declared_told (one, untold_from, at) VALUES (1, ?, ?)", from, at);
  }

  /** Forgets hours that were told and can change no more. */
  forgetBefore(hour: number): void {
    this.#sql.exec("DELETE FROM declared_hours WHERE hour < ? AND told = 1", hour);
  }
}

const TELL_MS = 60_000;
/** Hours of communities in one ring, and so at most as many divisions asked. */
const PIECE_ROWS = 100;

/**
 * @param env may shorten the minute between two reports
 * @param tell tells the division of a community's 12 digits
 */
export function telling(
  storage: DurableObjectStorage,
  store: DeclaredStore,
  env: ObjectsEnv,
  tell: (community: string, report: CountReport) => Promise<void>,
): Duty {
  const tellMs = periodMs(env, TELL_MS);
  return {
    name: "declared",
    due() {
      const { from, at } = store.untold();
      return from === null ? null : at + tellMs;
    },
    async run(now) {
      const { from } = store.untold();
      if (from === null) return;
      const rows = store.hours(from, PIECE_ROWS);
      const byCommunity = [...Map.groupBy(rows, ({ community }) => community)];
      const told = await Promise.allSettled(
        byCommunity.map(([community, some]) =>
          tell(community, { hours: some.map(({ community: _community, ...counts }) => counts), days: [] }),
        ),
      );
      storage.transactionSync(() => {
        for (const [index, [, some]] of byCommunity.entries())
          if (told[index]?.status === "fulfilled") for (const row of some) store.setTold(row);
        const rest = store.hours(from, 1)[0];
        store.setUntold({ from: rest?.hour ?? null, at: now });
        if (rest === undefined) store.forgetBefore(hourOf(now));
      });
      // One division that cannot be reached holds up no other, and is told again.
      const failed = told.find((one) => one.status === "rejected");
      if (failed !== undefined) throw failed.reason;
    },
  };
}
