/** The statistics of one division from the reports in its own tables, read by primary key. Calls no other object. */
import { beginOfHour, type Counts, dayOfHour, firstHourOf, hourOf, NO_COUNTS, plus } from "../../domain/statistics/counts.ts";
import { overUntil } from "../../domain/retention.ts";
import type { DayRange } from "../../domain/statistics/range.ts";
import { emptySketch, merge, personsIn } from "../../domain/statistics/sketch.ts";
import type { CountStore, Span } from "./count-store.ts";
import type { StatisticsView } from "./rpc.ts";

export function statisticsOf(store: CountStore, { first, last, by }: DayRange, now: number): StatisticsView {
  const span: Span = { from: first, to: last + 1 };
  const days = store.days(span);
  const sketches = sketchesOf(store, span, now);
  const personsOf = (child: string): number | null => sketches && personsIn(sketches.get(child) ?? emptySketch());
  const children = [...Map.groupBy(days, ({ child }) => child)].map(([child, rows]) => ({
    ...sumOf(rows),
    child,
    // The number of different persons of a single day is stored with the day's counts, so that it outlives the sketch.
    persons: first === last ? (rows[0]?.persons ?? 0) : personsOf(child),
  }));
  const persons = new Map(store.persons(span).map((one) => [one.day, one.persons]));
  const all = sketches && emptySketch();
  for (const sketch of sketches?.values() ?? []) if (all !== null) merge(all, sketch);
  const together = all && personsIn(all);
  return {
    total: { ...sumOf(days), persons: first === last ? (together ?? persons.get(first) ?? 0) : together },
    bins:
      by === "hour"
        ? store
            .sums({ from: firstHourOf(first), to: firstHourOf(last + 1) })
            .map(({ hour, ...counts }) => ({ ...counts, at: beginOfHour(hour), persons: null }))
        : [...Map.groupBy(days, ({ day }) => day)].map(([day, rows]) => ({
            ...sumOf(rows),
            at: beginOfHour(firstHourOf(day)),
            persons: persons.get(day) ?? 0,
          })),
    children,
  };
}

/** The sketches (bytes that estimate the number of different persons) by child; null if those of the first day are removed already. */
function sketchesOf(store: CountStore, span: Span, now: number): ReadonlyMap<string, Uint8Array> | null {
  if (span.from <= dayOfHour(hourOf(overUntil("sketch", now)))) return null;
  const byChild = new Map<string, Uint8Array>();
  for (const { child, sketch } of store.sketches(span)) {
    const before = byChild.get(child);
    if (before === undefined) byChild.set(child, sketch);
    else merge(before, sketch);
  }
  return byChild;
}

function sumOf(rows: readonly Counts[]): Counts {
  return rows.reduce<Counts>(
    (sum, { passes, returning, arriving, staying }) => plus(sum, { passes, returning, arriving, staying }),
    NO_COUNTS,
  );
}
