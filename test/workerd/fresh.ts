/** Set-up of every file in workerd: files share one runtime, and each begins with empty storage, the deployment's own settings and modules that remember nothing. */
import { evictAllDurableObjects, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, vi } from "vitest";

type Addressed = Map<DurableObjectNamespace, Set<string>>;

declare global {
  var yimaAddressed: Addressed | undefined;
}

/** Together four seconds: an object that cannot wake by then never will. */
const MOST_TRIES = 20;
const PAUSE_MS = 20;

const settings = { ...env };
globalThis.yimaAddressed ??= noteAddressed();
const addressed = globalThis.yimaAddressed;

/** Notes under which names objects are addressed, by tests and by the worker itself. Once for the runtime. */
function noteAddressed(): Addressed {
  const noted: Addressed = new Map();
  const noting = <Address extends (name: string) => unknown>(address: Address): Address =>
    new Proxy(address, {
      apply(target, namespace: DurableObjectNamespace, given: Parameters<Address>): unknown {
        noted.set(namespace, (noted.get(namespace) ?? new Set()).add(given[0]));
        return Reflect.apply(target, namespace, given);
      },
    });
  const namespaces = Object.getPrototypeOf(env.COMMUNITY) as DurableObjectNamespace;
  namespaces.getByName = noting(Reflect.get(namespaces, "getByName"));
  namespaces.idFromName = noting(Reflect.get(namespaces, "idFromName"));
  return noted;
}

/** Emptied one by one: what empties all at once leaves the rows of an object that sleeps. One that cannot wake has nothing that others read. */
async function emptyAll(): Promise<void> {
  for (const [namespace, names] of addressed)
    for (const name of names) {
      const emptied = () => runInDurableObject(namespace.getByName(name), (_, { storage }) => empty(storage)).then(() => true);
      // The first calls to an object that was just put to sleep may meet the instance that ends: on a busy machine for a while.
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        if (await emptied().catch(() => false)) break;
        await new Promise((done) => setTimeout(done, PAUSE_MS * tries));
      }
    }
  addressed.clear();
}

async function empty(storage: DurableObjectStorage): Promise<void> {
  await storage.deleteAlarm();
  await storage.deleteAll();
}

afterAll(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  Object.assign(env, settings);
  await evictAllDurableObjects({ webSockets: "close" });
  await emptyAll();
  // Ends the instances, whose tables are gone.
  await reset();
  for (const { name } of (await env.PUBLISHED.list()).keys) await env.PUBLISHED.delete(name);
  for (const { key } of (await env.UPLOADS.list()).objects) await env.UPLOADS.delete(key);
  vi.resetModules();
});
