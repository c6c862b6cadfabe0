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
import { AreaStore } from "./area-store.ts";
import type { AreaOutcome } from "./rpc.ts";
import type { ShardNews } from "./shard-news.ts";

/** What entering levels would do: the forecast for each, and the entries of each changed county afterwards. */
interface Simulation {
  readonly forecasts: readonly (EntryForecast | EnterAreaRefusal["code"])[];
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
    const turns = [...this.#simulate(entries).counties].map(([division, after]) =>
      levelTurn(this.#store.of(division), after, dateOf(now)),
    );
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
      const entries = this.#store.ofList(list);
      for (const { version, ...name } of entries) {
        const before = withoutList(version, list);
        this.#store.remove(name);
        if (before === null) continue;
        const entry = { ...name, ...before.state };
        if (version.list !== list || enterArea(this.#store.of(name.division), entry).ok) this.#store.restore(entry, before, now);
      }
      this.#tell(new Set(entries.map(({ division }) => division)), shards, now);
      return entries.filter(({ version }) => version.list === list).length;
    });
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
