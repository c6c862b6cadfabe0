/** Whom this deployment's verifiers believe: read from KV, imported once, kept in the isolate and renewed behind the requests. */
import type { Config } from "../../config.ts";
import { issuerObjectOf, type ObjectsEnv } from "../../objects/env.ts";
import { ageOf, SourceMemory } from "../../storage/memory.ts";
import { publishedJwks } from "../../storage/published.ts";
import { importTrust, type Trust } from "../../token/status/trust.ts";

/** An unknown key may be a new one, or anybody's invention: it brings forward one renewal in this time. */
const RENEW_AT_MOST_EVERY_MS = 10_000;

/** However old it is, it is answered without a wait: keys are published long before they sign. */
const trusts = new SourceMemory<Config, Trust, ObjectsEnv>({
  keyOf: () => "deployment",
  freshMs: 60_000,
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: RENEW_AT_MOST_EVERY_MS,
  async load(env, { issuers }, now) {
    const published = await Promise.all(
      issuers.map(async ({ code, name }) => ({
        code,
        name,
        jwks: (await publishedJwks(env.PUBLISHED, code)) ?? (await issuerObjectOf(env, code).jwks(now)),
      })),
    );
    return { value: await importTrust(published), at: now };
  },
});
/** When an unknown key last brought a renewal forward. */
let freshenedAt = Number.NEGATIVE_INFINITY;

/** The trust of a warm isolate without a wait; a cold one waits for KV once. */
export function trustOf(
  env: ObjectsEnv,
  config: Config,
  now: number,
  later: (work: Promise<unknown>) => void,
): Trust | Promise<Trust> {
  const reading = trusts.get(env, config, now, later);
  return reading instanceof Promise ? reading.then(({ value }) => value) : reading.value;
}

/** A fresher trust where the one at hand does not know a key, or the same one if it is fresh or nothing fresher can be had. */
export async function fresherTrust(env: ObjectsEnv, config: Config, now: number, known: Trust): Promise<Trust> {
  if (ageOf(freshenedAt, now) <= RENEW_AT_MOST_EVERY_MS) return trusts.last(config)?.value ?? known;
  freshenedAt = now;
  try {
    return (await trusts.renew(env, config, now)).value;
  } catch (bug) {
    console.error(bug);
    return known;
  }
}
