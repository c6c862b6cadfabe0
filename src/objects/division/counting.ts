/** Stores the reported counts, and the duties that report their sums to the parent division, at most once per minute, and remove old counts. Decision 12. */
import { overUntil, type Retained } from "../../domain/retention.ts";
import {
  beginOfHour,
  type Counts,
  dayOfHour,
  firstHourOf,
  type HourCounts,
  hourOf,
  isNothing,
  minus,
} from "../../domain/statistics/counts.ts";
import { emptySketch, merge, personsIn } from "../../domain/statistics/sketch.ts";
import { type Duty, periodMs } from "../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../duty/retention.ts";
import type { ObjectsEnv } from "../env.ts";
import type { CountStore, Span } from "./count-store.ts";
import type { CountReport } from "./rpc.ts";

/** The period limits the writes of a parent division to a few rows per child and minute. */
const REPORT_MS = 60_000;
const MAX_HOURS_A_REPORT = 200;

/**
 * Replaces the previous report of the same source, hours and days. Writes only the differences.
 * @param own the division's own code: reports of shards of persons count as its own
 * @param now ms; hours beyond their retention are ignored
 * @returns whether a count changed (a sketch alone does not matter)
 */
export function take(store: CountStore, own: string, source: string, report: CountReport, now: number): boolean {
  const child = source.includes("/") ? own : source;
  const first = retainedFrom(now);
  const changed = report.hours
    .filter(({ hour }) => hour >= first.hour)
    .flatMap((counts) => {
      const change: Counts = minus(counts, store.hour(counts.hour, source));
      if (isNothing(change)) return [];
      store.setHour(source, counts);
      store.addToDay(dayOfHour(counts.hour), child, change);
      return [counts.hour];
    });
  for (const { day, sketch } of report.days) {
    const before = store.sketch(day, child);
    const isSame = before?.every((rank, index) => rank === sketch[index]) === true;
    if (day >= first.sketchDay && !isSame) store.setSketch(day, child, sketch, personsIn(sketch));
  }
  if (changed.length === 0) return false;
  const { from, at } = store.progress();
  const earliest = Math.min(...changed, from ?? Number.MAX_SAFE_INTEGER);
  if (earliest !== from) store.saveProgress({ from: earliest, at });
  return true;
}

/** The reports that an object receives, with the number of those that changed counts since its start. */
export class Reports {
  readonly #storage: DurableObjectStorage;
  readonly #store: CountStore;
  readonly #own: string;
  #changes = 0;

  /** @param own the division's own code */
  constructor(storage: DurableObjectStorage, store: CountStore, own: string) {
    this.#storage = storage;
    this.#store = store;
    this.#own = own;
  }

  readonly changes = (): number => this.#changes;

  /** @returns whether a count changed */
  take(source: string, report: CountReport, now: number): boolean {
    const changed = this.#storage.transactionSync(() => take(this.#store, this.#own, source, report, now));
    if (changed) this.#changes += 1;
    return changed;
  }
}

/** The sketch (bytes that estimate the number of different persons) of these days for all gates of the division. */
function sketchOf(store: CountStore, days: Span): Uint8Array {
  const all = emptySketch();
  for (const { sketch } of store.sketches(days)) merge(all, sketch);
  return all;
}

/**
 * The duty that reports changed counts to the parent division: absolute sums by hour, and a sketch of the persons by day.
 * @param env may shorten the minute between two reports, for tests
 * @param tell sends the report to the parent division; null if there is none
 * @param changes the number of received reports with changes: a report that arrives during the sending is included in the next run
 */
export function countDuty(
  store: CountStore,
  env: ObjectsEnv,
  tell: ((report: CountReport) => Promise<void>) | null,
  changes: () => number,
): Duty {
  const reportMs = periodMs(env, REPORT_MS);
  return {
    name: "counts",
    due() {
      const { from, at } = store.progress();
      return from === null ? null : at + reportMs;
    },
    async run(now) {
      const { from } = store.progress();
      if (from === null) return;
      const before = changes();
      const hours = store.hoursFrom(from, MAX_HOURS_A_REPORT);
      const sums: readonly HourCounts[] = hours.length === 0 ? [] : store.sums({ from, to: (hours.at(-1) ?? from) + 1 });
      const days = [...new Set(hours.map(dayOfHour))].map((day) => ({
        day,
        sketch: sketchOf(store, { from: day, to: day + 1 }),
      }));
      for (const { day, sketch } of days) store.setPersons(day, personsIn(sketch));
      await tell?.({ hours: sums, days });
      const next = hours.length < MAX_HOURS_A_REPORT ? null : (hours.at(-1) ?? from) + 1;
      store.saveProgress({ from: changes() === before ? next : from, at: now });
    },
  };
}

const beginOfDay = (day: number | null) => (day === null ? null : beginOfHour(firstHourOf(day)));

/** The duty that removes counts at the end of their retention. */
export function countRetention(storage: DurableObjectStorage, store: CountStore): Duty {
  const oldestHour = () => {
    const { hour } = store.oldest();
    return beginOfDay(hour === null ? null : dayOfHour(hour));
  };
  return retention(
    { hourCount: oldestHour, dayCount: () => beginOfDay(store.oldest().day), sketch: () => beginOfDay(store.oldest().sketchDay) },
    (now) => storage.transactionSync(() => store.removeBefore(retainedFrom(now), PIECE_ROWS)),
  );
}

/** The first hour, the first day of counts and the first day of sketches that are within their retention at `now` (ms). */
function retainedFrom(now: number) {
  const firstDay = (kind: Retained) => dayOfHour(hourOf(overUntil(kind, now))) + 1;
  return { hour: firstHourOf(firstDay("hourCount")), day: firstDay("dayCount"), sketchDay: firstDay("sketch") };
}
