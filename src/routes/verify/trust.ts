/** Whom this deployment's verifiers believe: read from KV, imported once, kept in the isolate and renewed behind the requests. */
import type { Config } from "../../config.ts";
import { issuerObjectOf, type ObjectsEnv } from "../../objects/env.ts";
import { publishedJwks } from "../../storage/published.ts";
import { importTrust, type Trust } from "../../token/status/trust.ts";

const RENEW_AFTER_MS = 60_000;
/** An unknown key may be a new one, or anybody's invention: it brings forward one renewal in this time. */
const RENEW_AT_MOST_EVERY_MS = 10_000;

let kept: { readonly trust: Trust; readonly at: number } | null = null;
/** When a request last set out to renew; a promise may not be shared between requests. */
let renewedAt = 0;
/** When an unknown key last brought a renewal forward. */
let freshenedAt = 0;

/** The trust of a warm isolate without a wait; a cold one waits for KV once. */
export function trustOf(
  env: ObjectsEnv,
  config: Config,
  now: number,
  later: (work: Promise<unknown>) => void,
): Trust | Promise<Trust> {
  if (kept === null) return load(env, config, now);
  if (isPast(kept.at, RENEW_AFTER_MS, now) && isPast(renewedAt, RENEW_AT_MOST_EVERY_MS, now)) {
    renewedAt = now;
    later(load(env, config, now));
  }
  return kept.trust;
}

/** A fresher trust where the one at hand does not know a key, or the same one if it is fresh or nothing fresher can be had. */
export async function fresherTrust(env: ObjectsEnv, config: Config, now: number, known: Trust): Promise<Trust> {
  if (!isPast(freshenedAt, RENEW_AT_MOST_EVERY_MS, now)) return kept?.trust ?? known;
  freshenedAt = now;
  try {
    return await load(env, config, now);
  } catch (bug) {
    console.error(bug);
    return known;
  }
}

/** Whether that time has gone by. A moment in the future comes from a clock that was put back: nothing waits for it. */
function isPast(since: number, ms: number, now: number): boolean {
  return now < since || now - since > ms;
}

async function load(env: ObjectsEnv, config: Config, now: number): Promise<Trust> {
  const published = await Promise.all(
    config.issuers.map(async ({ code, name }) => ({
      code,
      name,
      jwks: (await publishedJwks(env.PUBLISHED, code)) ?? (await issuerObjectOf(env, code).jwks(now)),
    })),
  );
  const trust = await importTrust(published);
  kept = { trust, at: now };
  return trust;
}
