/** Risk levels of counties, in KV so that no reader asks an object, and kept in isolate memory. */
import type { AreaEntry } from "../domain/area/area.ts";
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { areasKey } from "./schema.ts";

/** KV itself may be a minute behind. */
const KEPT_MS = 10_000;
/** The least that KV allows, seconds. */
const CACHED_SECONDS = 30;

const kept = new Map<IssuerCode, { readonly areas: readonly AreaEntry[]; readonly readAt: number }>();

export async function publishAreas(kv: KVNamespace, issuer: IssuerCode, areas: readonly AreaEntry[]): Promise<void> {
  await kv.put(areasKey(issuer), JSON.stringify(areas));
}

/** What was entered just now is read here at once. */
export function keepAreas(issuer: IssuerCode, areas: readonly AreaEntry[], now: number): void {
  kept.set(issuer, { areas, readAt: now });
}

/** What holds, comes, or ended lately: county by county, in the order of their days. */
export async function areasOf(kv: KVNamespace, issuer: IssuerCode, now: number): Promise<readonly AreaEntry[]> {
  const known = kept.get(issuer);
  const age = now - (known?.readAt ?? Infinity);
  // A reading of the future is one of before a clock was put back.
  if (known !== undefined && age >= 0 && age < KEPT_MS) return known.areas;
  const found = await kv.get<readonly AreaEntry[]>(areasKey(issuer), { type: "json", cacheTtl: CACHED_SECONDS });
  const areas = found ?? [];
  kept.set(issuer, { areas, readAt: now });
  return areas;
}
