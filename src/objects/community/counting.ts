/** The duty that counts each pass once, by hour, point and day, and reports to the division. Registering a pass writes no counts. Decision 12. */
import { dayOfHour, firstHourOf, hourOf, NO_COUNTS } from "../../domain/statistics/counts.ts";
import { emptySketch, note } from "../../domain/statistics/sketch.ts";
import { type Duty, periodMs } from "../duty/alarm.ts";
import type { CountReport } from "../division/rpc.ts";
import type { ObjectsEnv } from "../env.ts";
import type { CountStore, PointHour } from "./count-store.ts";
import type { CountedPass, PassStore } from "./pass-store.ts";

const COUNT_MS = 60_000;
const PIECE_ROWS = 5000;
const MAX_HOURS_A_REPORT = 200;
/** The number of days whose counts stay in this object: the board shows today and yesterday. */
const DAYS_HERE = 2;

/**
 * @param env may shorten the minute between two runs, for tests
 * @param tell sends the counts to the division
 */
export function passCountDuty(
  storage: DurableObjectStorage,
  { passes, counts: store }: { readonly passes: PassStore; readonly counts: CountStore },
  env: ObjectsEnv,
  tell: (report: CountReport) => Promise<void>,
): Duty {
  const countMs = periodMs(env, COUNT_MS);
  return {
    name: "counts",
    due() {
      const { seq, unsentFrom, at } = store.progress();
      return unsentFrom === null && passes.newest() === seq ? null : at + countMs;
    },
    async run(now) {
      storage.transactionSync(() => count(passes, store, now));
      const { unsentFrom, ...progress } = store.progress();
      if (unsentFrom === null) return;
      const hours = store.sums(unsentFrom, MAX_HOURS_A_REPORT).map((one) => ({ ...NO_COUNTS, ...one }));
      const days = [...new Set(hours.map(({ hour }) => dayOfHour(hour)))].flatMap((day) => {
        const sketch = store.sketch(day);
        return sketch === null ? [] : [{ day, sketch }];
      });
      await tell({ hours, days });
      // `progress` is still current after the await: only this duty writes it, and an alarm never runs twice at a time.
      const next = hours.length < MAX_HOURS_A_REPORT ? null : (hours.at(-1)?.hour ?? unsentFrom) + 1;
      storage.transactionSync(() => {
        store.saveProgress({ ...progress, unsentFrom: next });
        if (next === null) forget(store, now);
      });
    },
  };
}

/** Counts the next batch of passes, in the order of registration. */
function count(store: PassStore, counts: CountStore, now: number): void {
  const before = counts.progress();
  const passes = store.after(before.seq, PIECE_ROWS);
  const hours = countsOf(passes);
  for (const one of hours) counts.add(one);
  for (const [day, some] of Map.groupBy(passes, ({ at }) => dayOfHour(hourOf(at)))) {
    const sketch = counts.sketch(day) ?? emptySketch();
    for (const { person } of some) note(sketch, person);
    counts.setSketch(day, sketch);
  }
  const changed = hours.map(({ hour }) => hour);
  const unsentFrom = changed.length === 0 ? before.unsentFrom : Math.min(...changed, before.unsentFrom ?? changed[0] ?? 0);
  counts.saveProgress({ seq: passes.at(-1)?.seq ?? before.seq, unsentFrom, at: now });
}

/** The counts of these passes by hour and point. */
export function countsOf(passes: readonly Omit<CountedPass, "seq" | "person">[]): readonly PointHour[] {
  const counts = new Map<string, PointHour>();
  for (const { at, point, stopped } of passes) {
    const hour = hourOf(at);
    const key = `${hour} ${point}`;
    const before = counts.get(key);
    counts.set(key, { hour, point, passes: (before?.passes ?? 0) + 1, stopped: (before?.stopped ?? 0) + stopped });
  }
  return [...counts.values()];
}

function forget(store: CountStore, now: number): void {
  const first = dayOfHour(hourOf(now)) - DAYS_HERE + 1;
  store.removeBefore(firstHourOf(first), first);
}
