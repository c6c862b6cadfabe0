/** The entry: the members of the register with their hosts, as this deployment believes them. In the memory of the isolate; no object and no person is read. */
import { type Config, readConfig } from "../../config.ts";
import { type Region, REGIONS } from "../../contract/issuer/region.ts";
import { NATION } from "../../domain/issuer/issuer.ts";
import { servingRegion } from "../../domain/issuer/region.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import { type Reading, SourceMemory } from "../../storage/memory.ts";
import { type BelievedTrust, believedRows } from "../../storage/trust.ts";
import type { Membership } from "../../token/status/trust.ts";
import type { BelievedIssuer } from "../../token/federation/believed.ts";
import { membershipFault } from "../../token/code/verify.ts";
import type { OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { believedOf } from "../verify/trust.ts";

/** Hosts of regions change with a register, a few times a year. */
const CACHED = { "cache-control": "public, max-age=300" };
const FRESH_MS = 10_000;

interface MemberRegion extends Region {
  readonly membership: Membership;
}

interface Members {
  /** The rows of each shard by its name: the same name means the same rows. */
  readonly shards: ReadonlyMap<string, readonly MemberRegion[]>;
  /** All of them, a province before its cities. */
  readonly rows: readonly MemberRegion[];
  /** The end of the state, ms. */
  readonly until: number;
}

const NO_MEMBERS: Members = { shards: new Map(), rows: [], until: 0 };

const members: SourceMemory<Config, Members, ObjectsEnv> = new SourceMemory({
  keyOf: () => "deployment",
  freshMs: FRESH_MS,
  // After the end of its state no row is offered, whatever its age here.
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: FRESH_MS,
  async load(env, config, now): Promise<Reading<Members>> {
    const last = members.last(config)?.value ?? NO_MEMBERS;
    const believed = config.readsTrust ? await believedOf(env, now) : null;
    return { value: believed === null ? last : ((await membersOf(env.PUBLISHED, believed, last)) ?? last), at: now };
  },
});

/** Null if KV does not have all rows now. */
async function membersOf(kv: KVNamespace, { shards, expiresAt }: BelievedTrust, last: Members): Promise<Members | null> {
  const rows = async (name: string) => [name, last.shards.get(name) ?? rowsOf((await believedRows(kv, name)) ?? "")] as const;
  try {
    const all = await Promise.all(shards.filter((name) => name !== null).map(rows));
    const sorted = all.flatMap(([, some]) => some).toSorted((one, other) => (one.issuer < other.issuer ? -1 : 1));
    return { shards: new Map(all), rows: sorted, until: expiresAt };
  } catch (bug) {
    console.error(bug);
    return null;
  }
}

function rowsOf(text: string): readonly MemberRegion[] {
  const issuers: readonly BelievedIssuer[] = JSON.parse(text);
  return issuers.map(({ code, origin, name, mode, membership }) => ({ issuer: code, origin, name, mode, membership }));
}

/** Those whose codes are believed at this moment. */
function present({ rows, until }: Members, now: number): readonly MemberRegion[] {
  return rows.filter(({ membership }) => membershipFault(membership, until, now) === null);
}

function shown({ issuer, origin, name, mode }: MemberRegion): Region {
  return { issuer, origin, name, mode };
}

export const regions = new Routes<OfIssuer>("/api/v1/regions").on(REGIONS.regions, async (c, { query, answer }) => {
  const { now } = c.var;
  const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  const { value } = await members.get(c.env, readConfig(c.env), now, later);
  const all = present(value, now);
  const nation = all.find(({ issuer }) => issuer === NATION)?.origin ?? null;
  const others = all.filter(({ issuer }) => issuer !== NATION);
  const { place } = query;
  if (place === undefined) return answer(200, { nation, regions: others.map(shown) }, CACHED);
  const serving = servingRegion(others, place);
  return answer(200, { nation, regions: serving === undefined ? [] : [shown(serving)] }, CACHED);
});
