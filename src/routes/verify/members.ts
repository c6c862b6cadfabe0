/**
 * The members of the register that an isolate has met, all as the files of trust said at one moment: a shard of them is read from KV when a code of one of its
 * members comes. Bounded by the number of shards, whatever issuers codes name.
 */
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { Memory } from "../../storage/memory.ts";
import { type BelievedTrust, believedRows } from "../../storage/trust.ts";
import { issuersIn, shardNameOf } from "../../token/federation/believed-text.ts";
import { readTrust, type Trust, type TrustedIssuer } from "../../token/status/trust.ts";

/** Rows that could not be read are asked for again after this time: each code of their issuers would read KV. */
const UNREAD_MS = 10_000;
/** More than the shards of what two moments name. */
const MAX_UNREAD = 64;

type Issuers = ReadonlyMap<IssuerCode, TrustedIssuer>;

export interface Members {
  /** Null before the first state. */
  readonly believed: BelievedTrust | null;
  /** The shards that were read, by names that `believed` has. */
  readonly shards: ReadonlyMap<string, Issuers>;
  /** The issuers of these shards. */
  readonly trust: Trust;
}

const unread = new Memory<string, true>({ keyOf: (name) => name, freshMs: UNREAD_MS, max: MAX_UNREAD });

export function beginMembers(believed: BelievedTrust | null): Members {
  return membersOf(believed, new Map());
}

/**
 * The members at a later moment. Of the shards in memory, those that have changed are read, so that no code waits for it; one that cannot be read is left out,
 * and is read when a code comes: nothing is believed by rows of an earlier moment.
 */
export async function movedTo(
  kv: KVNamespace,
  { believed: before, shards, trust }: Members,
  now: BelievedTrust,
): Promise<Members> {
  const inMemory = now.shards.flatMap((name, shard) => {
    const last = before?.shards.length === now.shards.length ? before.shards[shard] : null;
    return name !== null && last != null && shards.has(last) ? [name] : [];
  });
  const read = await Promise.all(
    inMemory.map(async (name) => [name, shards.get(name) ?? (await readRows(kv, name, trust.issuers))] as const),
  );
  return membersOf(now, new Map(read.flatMap(([name, issuers]) => (issuers === null ? [] : [[name, issuers] as const]))));
}

/** Reads the shards of issuers that are not in memory. Returns what adds them to the members of that moment; null if there is nothing to add. */
export async function meetMembers(
  kv: KVNamespace,
  members: Members,
  issuers: readonly IssuerCode[],
  now: number,
): Promise<((members: Members) => Members) | null> {
  const names = new Set(unmetNames(members, issuers).filter((name) => unread.fresh(name, now) === undefined));
  const read = new Map<string, Issuers>();
  await Promise.all(
    [...names].map(async (name) => {
      const rows = await readRows(kv, name, members.trust.issuers);
      if (rows === null) unread.set(name, true, now);
      else read.set(name, rows);
    }),
  );
  if (read.size === 0) return null;
  return ({ believed, shards }) => {
    const named = [...read].filter(([name]) => believed?.shards.includes(name));
    return membersOf(believed, new Map([...shards, ...named]));
  };
}

/** Those of the issuers whose rows are not in memory. */
export function unmetOf(members: Members, issuers: readonly IssuerCode[]): readonly IssuerCode[] {
  return issuers.filter((issuer) => unmetNames(members, [issuer]).length > 0);
}

/** With issuers of whom nothing can be known now: a gate asks, and calls no code of theirs forged. */
export function withUnread(trust: Trust, issuers: readonly IssuerCode[]): Trust {
  if (issuers.length === 0) return trust;
  return { ...trust, issuers: new Map([...trust.issuers, ...issuers.map((issuer) => [issuer, unknownNow(issuer)] as const)]) };
}

function unknownNow(code: IssuerCode): TrustedIssuer {
  const limits = { from: 0, until: null, statedUntil: Number.NEGATIVE_INFINITY, isSuspended: false };
  const membership = { ...limits, maxLifetimeMinutes: { live: 0, paper: 0 } };
  return { code, origin: null, mode: null, name: { zh: code, en: code }, membership, keys: new Map() };
}

function membersOf(believed: BelievedTrust | null, shards: Members["shards"]): Members {
  const issuers = new Map([...shards.values()].flatMap((shard) => [...shard]));
  const memberOf = (issuer: IssuerCode) =>
    issuers.get(issuer) ?? (unmetName(believed, shards, issuer) === null ? undefined : null);
  return {
    believed,
    shards,
    trust: { ...readTrust([]), issuers, memberOf, membersUntil: believed?.expiresAt ?? Number.POSITIVE_INFINITY },
  };
}

function unmetNames({ believed, shards }: Members, issuers: readonly IssuerCode[]): readonly string[] {
  return issuers.map((issuer) => unmetName(believed, shards, issuer)).filter((name) => name !== null);
}

/** The name of the rows that say whether the issuer is a member; null if they are in memory, or there are none. */
function unmetName(believed: Members["believed"], shards: Members["shards"], issuer: IssuerCode): string | null {
  const name = believed === null ? null : shardNameOf(believed.shards, issuer);
  return name === null || shards.has(name) ? null : name;
}

/** Null if KV does not have the rows, or does not answer. @param before issuers of an earlier moment, whose imported keys stay where their rows are the same */
async function readRows(kv: KVNamespace, name: string, before: Issuers): Promise<Issuers | null> {
  try {
    const rows = await believedRows(kv, name);
    if (rows !== null) return issuersIn(rows, before);
    console.error(`KV has no rows of trust ${name}`);
  } catch (bug) {
    console.error(bug);
  }
  return null;
}
