/** Risk levels of counties: in KV, so that no reader calls an object, and in the memory of the isolate. */
import { type AreaEntry, risksAmong } from "../domain/area/area.ts";
import type { Risk } from "../domain/fact/fact.ts";
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { type Reading, SourceMemory } from "./memory.ts";
import { areasKey } from "./schema.ts";

/** How long `areasOf` uses a reading of KV from memory. Short, because KV itself may be a minute behind. */
const FRESH_MS = 10_000;
/** The shortest cache time that KV allows, seconds. */
const CACHED_SECONDS = 30;

/** The source of the levels; it is not used while the memory has a fresh reading. */
interface LevelsEnv {
  readonly PUBLISHED: KVNamespace;
}

interface Levels {
  readonly areas: readonly AreaEntry[];
  readonly risks: readonly Risk[];
}

/** The levels in this isolate by issuer. They change rarely, so a verification renews a reading that is older than a minute, but uses it without waiting for KV. */
const levels = new SourceMemory<IssuerCode, Levels, LevelsEnv>({
  keyOf: (issuer) => issuer,
  freshMs: 60_000,
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: FRESH_MS,
  async load({ PUBLISHED }, issuer, now) {
    const entries = await PUBLISHED.get<readonly AreaEntry[]>(areasKey(issuer), { type: "json", cacheTtl: CACHED_SECONDS });
    return { value: levelsOf(entries ?? [], now), at: now };
  },
});

export async function publishAreas(kv: KVNamespace, issuer: IssuerCode, areas: readonly AreaEntry[]): Promise<void> {
  await kv.put(areasKey(issuer), JSON.stringify(areas));
}

/** Puts new entries into this isolate's memory, so that this isolate uses them at once. */
export function keepAreas(issuer: IssuerCode, areas: readonly AreaEntry[], now: number): void {
  levels.set(issuer, levelsOf(areas, now), now);
}

/** The present, future and recently ended levels of an issuer: county by county, in the order of their days. */
export async function areasOf(kv: KVNamespace, issuer: IssuerCode, now: number): Promise<readonly AreaEntry[]> {
  return (levels.fresh(issuer, now, FRESH_MS) ?? (await levels.renew({ PUBLISHED: kv }, issuer, now))).value.areas;
}

/** All risks that a person's declared places may have today. If the memory has a reading, it is returned synchronously; an old one is renewed after the answer. */
export function risksOf(
  env: LevelsEnv,
  issuer: IssuerCode,
  now: number,
  later: (work: Promise<unknown>) => void,
): readonly Risk[] | Promise<readonly Risk[]> {
  const reading = levels.get(env, issuer, now, later);
  return reading instanceof Promise ? reading.then(risksIn) : risksIn(reading);
}

function risksIn({ value }: Reading<Levels>): readonly Risk[] {
  return value.risks;
}

function levelsOf(areas: readonly AreaEntry[], now: number): Levels {
  return { areas, risks: risksAmong(areas, now) };
}
