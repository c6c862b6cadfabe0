/** The keys of the issuers that this deployment trusts: read from KV, and renewed after the answer. A fault of one issuer's keys touches no other. */
import type { Config } from "../../config.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { issuerObjectOf, type ObjectsEnv } from "../../objects/env.ts";
import { ageOf, Memory, type Reading, SourceMemory } from "../../storage/memory.ts";
import { type JwkSet, publishedJwks } from "../../storage/published.ts";
import { readTrust, type Trust } from "../../token/status/trust.ts";

/** An unknown key may be new or invented. So unknown keys cause at most one early renewal in this time. */
const RENEW_AT_MOST_EVERY_MS = 10_000;

/** Cached keys of any age are used without waiting, because keys are published three days before they sign. */
const trusts: SourceMemory<Config, Trust, ObjectsEnv> = new SourceMemory({
  keyOf: () => "deployment",
  freshMs: 60_000,
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: RENEW_AT_MOST_EVERY_MS,
  async load(env, config, now): Promise<Reading<Trust>> {
    const sets = await Promise.allSettled(config.issuers.map(({ code }) => keySetOf(env, code, now)));
    const bugs = sets.flatMap((set) => (set.status === "rejected" ? [set.reason as unknown] : []));
    if (bugs.length === sets.length) throw bugs[0];
    const valueOf = (index: number) => (sets[index]?.status === "fulfilled" ? sets[index].value : undefined);
    const { issuers, leftOut } = readTrust(config.issuers.map((one, index) => ({ ...one, jwks: valueOf(index) })));
    for (const fault of [...bugs, ...leftOut]) console.error("keys of an issuer", fault);
    // An issuer whose keys cannot be read now keeps those of the last reading.
    const last = trusts.last(config)?.value.issuers;
    const present = [...issuers].map(
      ([code, one], index) => [code, valueOf(index) === undefined ? (last?.get(code) ?? one) : one] as const,
    );
    return { value: { issuers: new Map(present), leftOut }, at: now };
  },
});

/** The key sets that an object answered because KV had none. Anybody may ask for keys, so an isolate asks the object at most once in this time. */
const unpublished = new Memory<IssuerCode, JwkSet>({ keyOf: (issuer) => issuer, freshMs: RENEW_AT_MOST_EVERY_MS });

/** The public keys of an issuer from KV. If KV has none, the object makes the first ones. */
export async function keySetOf(env: ObjectsEnv, issuer: IssuerCode, now: number): Promise<JwkSet> {
  const published = await publishedJwks(env.PUBLISHED, issuer);
  if (published !== null) return published;
  return (unpublished.fresh(issuer, now) ?? unpublished.set(issuer, await issuerObjectOf(env, issuer).jwks(now), now)).value;
}

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
