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
import type { County } from "../../domain/federation/area-item.ts";
import { isFromThere } from "../../domain/federation/fact-item.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { toldList } from "../../domain/fact/told-list.ts";
import { withoutList } from "../../domain/list/taking-back.ts";
import type { EntryForecast } from "../people/news.ts";
import { AreaLetters } from "./area-letters.ts";
import { AreaStore, type ListedArea } from "./area-store.ts";
import type { AreaOutcome } from "./rpc.ts";
import type { ShardNews } from "./shard-news.ts";
import { ToldAreas } from "./told-areas.ts";

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
  /** What other issuers tell of their counties. It holds where this issuer says nothing. */
  readonly #told: ToldAreas;
  /** Other issuers are told of these counties. */
  readonly letters: AreaLetters;
  readonly #issuer: IssuerCode;
  readonly #changed: (now: number) => void;

  /** @param changed is called within the transaction of an entry that changes the published list */
  constructor(storage: DurableObjectStorage, issuer: IssuerCode, news: ShardNews, changed: (now: number) => void) {
    this.#storage = storage;
    this.#store = new AreaStore(storage.sql);
    this.#told = new ToldAreas(storage.sql);
    this.letters = new AreaLetters(storage.sql);
    this.#issuer = issuer;
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

  /** Takes what another issuer tells of its counties. @returns of each whether it is new */
  take(counties: readonly County[], teller: IssuerCode, shards: number, now: number): readonly boolean[] {
    return this.#storage.transactionSync(() => {
      const isNew = counties.map(({ division, levels }) => {
        const entries = levels.map((level) => ({ division, ...level }));
        return this.#told.put(division, teller, entries, toldList(teller, dateOf(now)));
      });
      this.#publish(new Set(counties.filter((_, at) => isNew[at] === true).map(({ division }) => division)), shards, now);
      return isNew;
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

  /** Takes back what a list has entered or changed, or what another issuer has told on a day. An earlier state that no longer fits between the other levels of its county does not return. @returns the number of entries */
  takeBack(list: string, shards: number, now: number): number {
    return this.#storage.transactionSync(() => {
      const told = this.#told.drop(list);
      this.#publish(new Set(told), shards, now);
      const { entries, counties } = this.#without(list);
      for (const { entry, before } of entries) {
        this.#store.remove(entry);
        if (before !== null) this.#store.restore(entry, before, now);
      }
      this.#tell(new Set(counties.keys()), shards, now);
      return told.length + entries.filter(({ isOwn }) => isOwn).length;
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

  /** Publishes the own levels of these counties, and tells other issuers of those of this region, within the transaction of the change. */
  #tell(counties: ReadonlySet<string>, shards: number, now: number): void {
    for (const division of counties) if (isFromThere({ source: division }, this.#issuer)) this.letters.changed(division);
    this.#publish(counties, shards, now);
  }

  /** Publishes the levels of these counties and tells them to the shards of persons, within the transaction of the change. */
  #publish(counties: ReadonlySet<string>, shards: number, now: number): void {
    const areas = [...counties].map((division) => {
      const periods = this.#levels(division, now);
      return { division, periods: periods.map(({ level, from, until }) => ({ division, level, from, until })) };
    });
    if (areas.length === 0) return;
    this.#news.add({ kind: "areas", areas }, shards, now);
    this.#changed(now);
  }

  /** The levels of today, of the future and of the recent past that still count, by county. */
  published(now: number): readonly AreaEntry[] {
    const counties = new Set([...this.#store.all().map(({ division }) => division), ...this.#told.divisions()]);
    return [...counties].toSorted().flatMap((division) => this.#levels(division, now));
  }

  /** The levels of a county as this issuer has entered them, without what others tell. */
  own(division: string, now: number): readonly AreaEntry[] {
    return this.#counting(this.#store.of(division), now);
  }

  #levels(division: string, now: number): readonly AreaEntry[] {
    const own = this.own(division, now);
    return own.length > 0 ? own : this.#counting(this.#told.of(division), now);
  }

  #counting(entries: readonly AreaEntry[], now: number): readonly AreaEntry[] {
    return periodsOf(entries).filter((period) => stillCounts(period, dateOf(now)));
  }
}
