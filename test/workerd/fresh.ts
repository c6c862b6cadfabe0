/** Set-up of every workerd test file. Files share one runtime: each begins with empty storage, the deployment's settings and fresh modules. */
import { evictAllDurableObjects, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, vi } from "vitest";
import { TEST_OPERATORS } from "../support/operators.ts";
import { letGo } from "./held.ts";

type Addressed = Map<DurableObjectNamespace, Set<string>>;

interface EvaluatedModule {
  promise: unknown;
  exports: unknown;
  evaluated: boolean;
  readonly importers: Set<string>;
}

/** The part of Vitest's own state that vi.resetModules() changes. */
interface VitestWorker {
  readonly evaluatedModules: { readonly idToModuleMap: ReadonlyMap<string, EvaluatedModule> };
}

declare global {
  var yimaAddressed: Addressed | undefined;
}

/** The most tries of an act. The pauses between them grow and take four seconds in all. */
const MOST_TRIES = 20;
const PAUSE_MS = 20;
const KEEPS_NOTHING = /\/(?:node_modules|src\/contract|src\/domain)\//;
/** A try that takes longer hangs. */
const PATIENCE_MS = 12_000;

Object.assign(env, { YIMA_OPERATORS: TEST_OPERATORS });
const settings = { ...env };
globalThis.yimaAddressed ??= noteAddressed();
const addressed = globalThis.yimaAddressed;

/** Records the name of each Durable Object that a test or the worker addresses from now on. Called once per runtime. */
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

/**
 * Repeats the act until it succeeds; false if it never does. It fails while an object still works, which takes a while on a busy machine. An act that never
 * ends counts as failed too: the next try may reach the object at rest.
 */
async function succeeds(act: () => Promise<unknown>): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const done = act().then(
      () => true,
      () => false,
    );
    if (await Promise.race([done, paused(PATIENCE_MS).then(() => false)])) return true;
    await paused(PAUSE_MS * tries);
  }
  return false;
}

function paused(ms: number): Promise<void> {
  return new Promise((end) => setTimeout(end, ms));
}

/**
 * Ends the evaluation of the modules that may keep something: like vi.resetModules(), but contracts, rules and packages keep nothing, and are most of what
 * a test file would evaluate again.
 */
function forgetModules(): void {
  const { evaluatedModules } = Reflect.get(globalThis, "__vitest_worker__") as VitestWorker;
  for (const [path, module] of evaluatedModules.idToModuleMap) {
    if (KEEPS_NOTHING.test(path)) continue;
    module.promise = undefined;
    module.exports = undefined;
    module.evaluated = false;
    module.importers.clear();
  }
}

/** Empties each recorded object, because reset() keeps the rows of a sleeping one. An object that cannot wake is left out; no test reads it. */
async function emptyAll(): Promise<void> {
  for (const [namespace, names] of addressed)
    // The first calls after an eviction may still reach the old instance and fail.
    for (const name of names)
      await succeeds(() => runInDurableObject(namespace.getByName(name), (_, { storage }) => empty(storage)));
  addressed.clear();
}

async function empty(storage: DurableObjectStorage): Promise<void> {
  await storage.deleteAlarm();
  await storage.deleteAll();
}

afterAll(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const name of Object.keys(env)) if (!(name in settings)) Reflect.deleteProperty(env, name);
  Object.assign(env, settings);
  for (const [namespace, names] of addressed) for (const name of names) await succeeds(() => letGo(namespace.getByName(name)));
  globalThis.yimaLongTimers?.clear();
  if (!(await succeeds(() => evictAllDurableObjects({ webSockets: "close" })))) throw new Error("an object never comes to rest");
  await emptyAll();
  // Ends the instances of the objects, whose tables are now gone.
  await reset();
  for (const { name } of (await env.PUBLISHED.list()).keys) await env.PUBLISHED.delete(name);
  for (const { key } of (await env.UPLOADS.list()).objects) await env.UPLOADS.delete(key);
  forgetModules();
});
