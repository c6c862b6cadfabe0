/** Risk levels of counties, in KV so that no reader asks an object, and kept in isolate memory. */
import { type AreaEntry, risksAmong } from "../domain/area/area.ts";
import type { Risk } from "../domain/fact/fact.ts";
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { areasKey } from "./schema.ts";

/** KV itself may be a minute behind. */
const KEPT_MS = 10_000;
/** Levels turn by the day: whoever verifies reads them as seldom as keys. */
const RENEW_AFTER_MS = 60_000;
/** The least that KV allows, seconds. */
const CACHED_SECONDS = 30;

interface Kept {
  readonly areas: readonly AreaEntry[];
  readonly risks: readonly Risk[];
  /** ms */
  readonly readAt: number;
}

const kept = new Map<IssuerCode, Kept>();
/** When somebody last set out to read, ms: whoever verifies waits for nobody. */
const askedAt = new Map<IssuerCode, number>();

export async function publishAreas(kv: KVNamespace, issuer: IssuerCode, areas: readonly AreaEntry[]): Promise<void> {
  await kv.put(areasKey(issuer), JSON.stringify(areas));
}

/** What was entered just now is read here at once. */
export function keepAreas(issuer: IssuerCode, areas: readonly AreaEntry[], now: number): void {
  kept.set(issuer, { areas, risks: risksAmong(areas, now), readAt: now });
}

/** What holds, comes, or ended lately: county by county, in the order of their days. */
export async function areasOf(kv: KVNamespace, issuer: IssuerCode, now: number): Promise<readonly AreaEntry[]> {
  const known = kept.get(issuer);
  return known !== undefined && isFresh(known.readAt, now) ? known.areas : (await read(kv, issuer, now)).areas;
}

/** What the risk of somebody's places may be: of a warm isolate without a wait, and read anew behind the answer. */
export function risksOf(
  env: { readonly PUBLISHED: KVNamespace },
  issuer: IssuerCode,
  now: number,
  later: (work: Promise<unknown>) => void,
): readonly Risk[] | Promise<readonly Risk[]> {
  const known = kept.get(issuer);
  if (known === undefined) return read(env.PUBLISHED, issuer, now).then(({ risks }) => risks);
  if (!isFresh(known.readAt, now, RENEW_AFTER_MS) && !isFresh(askedAt.get(issuer) ?? -Infinity, now)) {
    askedAt.set(issuer, now);
    later(read(env.PUBLISHED, issuer, now));
  }
  return known.risks;
}

/** A reading of the future is one of before a clock was put back. */
function isFresh(since: number, now: number, ms = KEPT_MS): boolean {
  return now >= since && now - since < ms;
}

async function read(kv: KVNamespace, issuer: IssuerCode, now: number): Promise<Kept> {
  const found = await kv.get<readonly AreaEntry[]>(areasKey(issuer), { type: "json", cacheTtl: CACHED_SECONDS });
  const areas = found ?? [];
  const reading = { areas, risks: risksAmong(areas, now), readAt: now };
  kept.set(issuer, reading);
  return reading;
}
