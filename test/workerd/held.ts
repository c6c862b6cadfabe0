/** Timers by which an object stays in memory, such as a shard's with the uses of codes: tests end them, because no object with a timer can be evicted. */
import { runInDurableObject } from "cloudflare:test";

/** Shorter timers end by themselves before a test waits for them. */
const LONG_MS = 60_000;

type Timer = ReturnType<typeof setTimeout>;

declare global {
  var yimaLongTimers: Set<Timer> | undefined;
}

globalThis.yimaLongTimers ??= noteLongTimers();
const timers = globalThis.yimaLongTimers;

/** Records each long timer from now on. Tests and objects share one isolate. Called once per runtime. */
function noteLongTimers(): Set<Timer> {
  const noted = new Set<Timer>();
  globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
    apply(target, self, given: Parameters<typeof setTimeout>): unknown {
      const timer = Reflect.apply(target, self, given);
      if (Number(given[1]) >= LONG_MS) noted.add(timer);
      return timer;
    },
  });
  return noted;
}

/** Ends the long timers of one object: a timer belongs to the object that set it, and for the others this does nothing. */
export async function letGo(object: DurableObjectStub): Promise<void> {
  if (timers.size === 0) return;
  await runInDurableObject(object, () => {
    for (const timer of timers) clearTimeout(timer);
  });
}
