/**
 * Risk levels of an issuer's counties: every statement that touches the table. An entry and the message about it to the shards of persons are saved in
 * one transaction.
 */
import { type AreaEntry, enterArea, periodsOf, stillCounts } from "../../domain/area/area.ts";
import { dateOf } from "../../domain/china-time.ts";
import { columns, query, readRows } from "../sql.ts";
import type { AreaOutcome } from "./rpc.ts";
import type { ShardNews } from "./shard-news.ts";

export class Areas {
  readonly #storage: DurableObjectStorage;
  readonly #store: AreaStore;
  readonly #news: ShardNews;
  readonly #changed: (now: number) => void;

  /** @param changed is called within the transaction of an entry that changes the published list */
  constructor(storage: DurableObjectStorage, news: ShardNews, changed: (now: number) => void) {
    this.#storage = storage;
    this.#store = new AreaStore(storage.sql);
    this.#news = news;
    this.#changed = changed;
  }

  /** Enters levels in order. A refused entry does not stop the others. @param shards the number of shards of the issuer's persons */
  enter(entries: readonly AreaEntry[], shards: number, now: number): readonly AreaOutcome[] {
    return this.#storage.transactionSync(() => {
      const changed = new Set<string>();
      const outcomes = entries.map<AreaOutcome>((entry) => {
        const entered = enterArea(this.#store.of(entry.division), entry);
        if (!entered.ok) return { state: "refused", code: entered.refusal.code };
        if (entered.value === null) return { state: "known" };
        this.#store.put(entry, now);
        changed.add(entry.division);
        return { state: "new" };
      });
      const areas = [...changed].map((division) => {
        const periods = this.#counting(this.#store.of(division), now);
        return { division, periods: periods.map(({ level, from, until }) => ({ division, level, from, until })) };
      });
      if (areas.length > 0) {
        this.#news.add({ kind: "areas", areas }, shards, now);
        this.#changed(now);
      }
      return outcomes;
    });
  }

  /** The levels of today, of the future and of the recent past that still count, by county. */
  published(now: number): readonly AreaEntry[] {
    const byCounty = Map.groupBy(this.#store.all(), ({ division }) => division);
    return [...byCounty.values()].flatMap((entries) => this.#counting(entries, now));
  }

  #counting(entries: readonly AreaEntry[], now: number): readonly AreaEntry[] {
    return periodsOf(entries).filter((period) => stillCounts(period, dateOf(now)));
  }
}

const AREA_ENTRY = columns<AreaEntry>({
  division: "division",
  level: "level",
  from: "from_day",
  until: "until_day",
  source: "source",
  reference: "reference",
});

export class AreaStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The entries of one county. */
  of(division: string): readonly AreaEntry[] {
    return this.#rows("WHERE division = ?", division);
  }

  /** The entries of all counties, by county. */
  all(): readonly AreaEntry[] {
    return this.#rows("ORDER BY division");
  }

  put({ division, level, from, until, source, reference }: AreaEntry, now: number): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO areas (division, source, reference, level, from_day, until_day, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      division,
      source,
      reference,
      level,
      from,
      until,
      now,
    );
  }

  #rows(where: string, ...bindings: readonly string[]): readonly AreaEntry[] {
    return readRows(this.#sql, query`SELECT ${AREA_ENTRY} FROM areas ${where}`, ...bindings);
  }
}
