/** Risk levels of an issuer's counties: entered, kept whole, and told to the shards of persons in the same change. */
import { type AreaEntry, enterArea, periodsOf, stillCounts } from "../../domain/area/area.ts";
import { today } from "../../domain/china-time.ts";
import { AreaStore } from "./area-store.ts";
import type { AreaOutcome } from "./rpc.ts";
import type { ShardNews } from "./shard-news.ts";

export class Areas {
  readonly #storage: DurableObjectStorage;
  readonly #store: AreaStore;
  readonly #news: ShardNews;

  constructor(storage: DurableObjectStorage, news: ShardNews) {
    this.#storage = storage;
    this.#store = new AreaStore(storage.sql);
    this.#news = news;
  }

  /** Takes entries in their order; one that is refused stops no other. @param shards of the issuer's persons */
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
      if (areas.length > 0) this.#news.add({ kind: "areas", areas }, shards, now);
      return outcomes;
    });
  }

  /** What holds, comes, or ended lately, county by county. */
  published(now: number): readonly AreaEntry[] {
    const byCounty = Map.groupBy(this.#store.all(), ({ division }) => division);
    return [...byCounty.values()].flatMap((entries) => this.#counting(entries, now));
  }

  #counting(entries: readonly AreaEntry[], now: number): readonly AreaEntry[] {
    return periodsOf(entries).filter((period) => stillCounts(period, today(now)));
  }
}
