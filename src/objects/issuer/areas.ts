/**
 * Risk levels of an issuer's counties: entered, and taken back with their list. An entry and the message about it to the shards of persons are saved in
 * one transaction.
 */
import {
  type AreaEntry,
  type EnterAreaRefusal,
  enterArea,
  type LevelTurn,
  levelTurn,
  periodsOf,
  stillCounts,
} from "../../domain/area/area.ts";
import { dateOf } from "../../domain/china-time.ts";
import { withoutList } from "../../domain/list/taking-back.ts";
import type { EntryForecast } from "../people/news.ts";
import { AreaStore, type ListedArea } from "./area-store.ts";
import type { AreaOutcome } from "./rpc.ts";
import type { ShardNews } from "./shard-news.ts";

/** What entering levels would do: the forecast for each, and the entries of each changed county afterwards. */
interface Simulation {
  readonly forecasts: readonly (EntryForecast | EnterAreaRefusal["code"])[];
  readonly counties: ReadonlyMap<string, readonly AreaEntry[]>;
}

/** What taking a list back would do. `before`: the version that returns; null: the entry is deleted. `isOwn`: the list made its last change. */
interface TakenBack {
  readonly entries: readonly {
    readonly entry: AreaEntry;
    readonly before: ListedArea["version"]["was"];
    readonly isOwn: boolean;
  }[];
  readonly counties: ReadonlyMap<string, readonly AreaEntry[]>;
}

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

  /**
   * Enters levels in order. A refused entry does not stop the others.
   * @param shards the number of shards of the issuer's persons
   * @param list the id of the list that enters them; null for a single level
   */
  enter(entries: readonly AreaEntry[], shards: number, now: number, list: string | null): readonly AreaOutcome[] {
    return this.#storage.transactionSync(() => {
      const changed = new Set<string>();
      const outcomes = entries.map<AreaOutcome>((entry) => {
        const entered = enterArea(this.#store.of(entry.division), entry);
        if (!entered.ok) return { state: "refused", code: entered.refusal.code };
        if (entered.value === null) return { state: "known" };
        this.#store.put(entry, now, list);
        changed.add(entry.division);
        return { state: "new" };
      });
      this.#tell(changed, shards, now);
      return outcomes;
    });
  }

  /** What entering these levels in order would do, or the code of the refusal. */
  foresee(entries: readonly AreaEntry[]): readonly (EntryForecast | EnterAreaRefusal["code"])[] {
    return this.#simulate(entries).forecasts;
  }

  /** The counties whose level entering these levels in order would turn. */
  turns(entries: readonly AreaEntry[], now: number): readonly LevelTurn[] {
    return this.#turnsTo(this.#simulate(entries).counties, now);
  }

  /** The counties whose level taking the list back would turn. */
  turnsWithout(list: string, now: number): readonly LevelTurn[] {
    return this.#turnsTo(this.#without(list).counties, now);
  }

  #turnsTo(counties: ReadonlyMap<string, readonly AreaEntry[]>, now: number): readonly LevelTurn[] {
    const turns = [...counties].map(([division, after]) => levelTurn(this.#store.of(division), after, dateOf(now)));
    return turns.filter((turn) => turn !== null);
  }

  #simulate(entries: readonly AreaEntry[]): Simulation {
    const counties = new Map<string, readonly AreaEntry[]>();
    const forecasts = entries.map<Simulation["forecasts"][number]>((entry) => {
      const present = counties.get(entry.division) ?? this.#store.of(entry.division);
      const entered = enterArea(present, entry);
      if (!entered.ok) return entered.refusal.code;
      if (entered.value === null) return "known";
      counties.set(entry.division, entered.value);
      return entered.value.length > present.length ? "new" : "changed";
    });
    return { forecasts, counties };
  }

  /** Takes back what a list has entered or changed. An earlier state that no longer fits between the other levels of its county does not return. @returns the number of entries */
  takeBack(list: string, shards: number, now: number): number {
    return this.#storage.transactionSync(() => {
      const { entries, counties } = this.#without(list);
      for (const { entry, before } of entries) {
        this.#store.remove(entry);
        if (before !== null) this.#store.restore(entry, before, now);
      }
      this.#tell(new Set(counties.keys()), shards, now);
      return entries.filter(({ isOwn }) => isOwn).length;
    });
  }

  /** The entries that the list has entered or changed, each with the version that returns, and the entries of their counties afterwards. */
  #without(list: string): TakenBack {
    const counties = new Map<string, readonly AreaEntry[]>();
    const entries = this.#store.ofList(list).map(({ version, ...name }) => {
      const all = counties.get(name.division) ?? this.#store.of(name.division);
      const others = all.filter(({ source, reference }) => source !== name.source || reference !== name.reference);
      const was = withoutList(version, list);
      const entry = { ...name, ...(was ?? version).state };
      const isOwn = version.list === list;
      const before = was !== null && (!isOwn || enterArea(others, entry).ok) ? was : null;
      counties.set(name.division, before === null ? others : [...others, entry]);
      return { entry, before, isOwn };
    });
    return { entries, counties };
  }

  /** Publishes the levels of these counties and tells them to the shards of persons, within the transaction of the change. */
  #tell(counties: ReadonlySet<string>, shards: number, now: number): void {
    const areas = [...counties].map((division) => {
      const periods = this.#counting(this.#store.of(division), now);
      return { division, periods: periods.map(({ level, from, until }) => ({ division, level, from, until })) };
    });
    if (areas.length === 0) return;
    this.#news.add({ kind: "areas", areas }, shards, now);
    this.#changed(now);
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
