/** Set-up of every file in workerd: files share one runtime, and each begins with empty storage, the deployment's own settings and modules that remember nothing. */
import { evictAllDurableObjects, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, vi } from "vitest";

type Addressed = Map<DurableObjectNamespace, Set<string>>;

declare global {
  var yimaAddressed: Addressed | undefined;
}

const settings = { ...env };
globalThis.yimaAddressed ??= noteAddressed();
const addressed = globalThis.yimaAddressed;

/** Notes under which names objects are addressed, by tests and by the worker itself. Once for the runtime. */
function noteAddressed(): Addressed {
  const noted: Addressed = new Map();
  const namespaces = Object.getPrototypeOf(env.COMMUNITY) as DurableObjectNamespace;
  namespaces.getByName = new Proxy(Reflect.get(namespaces, "getByName"), {
    apply(getByName, namespace: DurableObjectNamespace, given: Parameters<DurableObjectNamespace["getByName"]>) {
      const names = noted.get(namespace) ?? new Set();
      noted.set(namespace, names.add(given[0]));
      return getByName.apply(namespace, given);
    },
  });
  return noted;
}

/** An object that sleeps keeps its rows when the others are emptied, so each is woken before. One that cannot wake has nothing that others read. */
async function wakeAll(): Promise<void> {
  for (const [namespace, names] of addressed)
    for (const name of names) await runInDurableObject(namespace.getByName(name), () => null).catch(() => undefined);
  addressed.clear();
}

afterAll(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  Object.assign(env, settings);
  await evictAllDurableObjects({ webSockets: "close" });
  await wakeAll();
  await reset();
  for (const { name } of (await env.PUBLISHED.list()).keys) await env.PUBLISHED.delete(name);
  for (const { key } of (await env.UPLOADS.list()).objects) await env.UPLOADS.delete(key);
  vi.resetModules();
});
