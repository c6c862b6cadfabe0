/** Risk levels of counties, in KV so that no reader asks an object, and kept in isolate memory. */
import { type AreaEntry, risksAmong } from "../domain/area/area.ts";
import type { Risk } from "../domain/fact/fact.ts";
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { type Reading, SourceMemory } from "./kept.ts";
import { areasKey } from "./schema.ts";

/** KV itself may be a minute behind. */
const KEPT_MS = 10_000;
/** The least that KV allows, seconds. */
const CACHED_SECONDS = 30;

/** The levels are read from it; a warm read leaves it alone. */
interface LevelsEnv {
  readonly PUBLISHED: KVNamespace;
}

interface Levels {
  readonly areas: readonly AreaEntry[];
  readonly risks: readonly Risk[];
}

/** Levels turn by the day: verifiers read them as seldom as keys, and wait for nobody. */
const levels = new SourceMemory<IssuerCode, Levels, LevelsEnv>({
  keyOf: (issuer) => issuer,
  freshMs: 60_000,
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: KEPT_MS,
  async load({ PUBLISHED }, issuer, now) {
    const found = await PUBLISHED.get<readonly AreaEntry[]>(areasKey(issuer), { type: "json", cacheTtl: CACHED_SECONDS });
    return { value: levelsOf(found ?? [], now), at: now };
  },
});

export async function publishAreas(kv: KVNamespace, issuer: IssuerCode, areas: readonly AreaEntry[]): Promise<void> {
  await kv.put(areasKey(issuer), JSON.stringify(areas));
}

/** Entries of just now are read here at once. */
export function keepAreas(issuer: IssuerCode, areas: readonly AreaEntry[], now: number): void {
  levels.set(issuer, levelsOf(areas, now), now);
}

/** What holds, comes, or ended lately: county by county, in the order of their days. */
export async function areasOf(kv: KVNamespace, issuer: IssuerCode, now: number): Promise<readonly AreaEntry[]> {
  return (levels.fresh(issuer, now, KEPT_MS) ?? (await levels.renew({ PUBLISHED: kv }, issuer, now))).value.areas;
}

/** What the risk of somebody's places may be: of a warm isolate without a wait, and read anew behind the answer. */
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
