/** The keys of the issuers that this deployment trusts: read from KV, imported once per isolate, and renewed after the answer. */
import type { Config } from "../../config.ts";
import { issuerObjectOf, type ObjectsEnv } from "../../objects/env.ts";
import { ageOf, SourceMemory } from "../../storage/memory.ts";
import { publishedJwks } from "../../storage/published.ts";
import { importTrust, type Trust } from "../../token/status/trust.ts";

/** An unknown key may be new or invented. So unknown keys cause at most one early renewal in this time. */
const RENEW_AT_MOST_EVERY_MS = 10_000;

/** Cached keys of any age are used without waiting, because keys are published three days before they sign. */
const trusts = new SourceMemory<Config, Trust, ObjectsEnv>({
  keyOf: () => "deployment",
  freshMs: 60_000,
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: RENEW_AT_MOST_EVERY_MS,
  async load(env, { issuers }, now) {
    const keySets = await Promise.all(
      issuers.map(async ({ code, name }) => ({
        code,
        name,
        jwks: (await publishedJwks(env.PUBLISHED, code)) ?? (await issuerObjectOf(env, code).jwks(now)),
      })),
    );
    return { value: await importTrust(keySets), at: now };
  },
});
/** The time of the last early renewal, ms. */
let freshenedAt = Number.NEGATIVE_INFINITY;

/** The cached keys, synchronously. A new isolate waits for KV once. */
export function trustOf(
  env: ObjectsEnv,
  config: Config,
  now: number,
  later: (work: Promise<unknown>) => void,
): Trust | Promise<Trust> {
  const reading = trusts.get(env, config, now, later);
  return reading instanceof Promise ? reading.then(({ value }) => value) : reading.value;
}

/**
 * Newly read keys, for a code with an unknown key; the cached ones if the last early renewal was less than RENEW_AT_MOST_EVERY_MS ago, or if this one
 * fails.
 */
export async function fresherTrust(env: ObjectsEnv, config: Config, now: number, current: Trust): Promise<Trust> {
  if (ageOf(freshenedAt, now) <= RENEW_AT_MOST_EVERY_MS) return trusts.last(config)?.value ?? current;
  freshenedAt = now;
  try {
    return (await trusts.renew(env, config, now)).value;
  } catch (bug) {
    console.error(bug);
    return current;
  }
}
