/** The status lists in the memory of this isolate: inflated, bounded, renewed after the answer. With a cached list a verification needs one map lookup. docs/trust.md §8. */
import type { Config } from "../../config.ts";
import { STATUS, statusListOf } from "../../domain/code/status.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import { ageOf, type Reading, SourceMemory } from "../../storage/memory.ts";
import { copiedPeerList, publishedStatusList } from "../../storage/published.ts";
import { statusListKey } from "../../storage/schema.ts";
import { readStatusList, type StatusList, statusIn } from "../../token/status/read-status-list.ts";
import type { Trust } from "../../token/status/trust.ts";
import type { StatusOf } from "../../token/code/verify.ts";
import { PeerCopies } from "./peer-copies.ts";
import { peerList } from "./peer-lists.ts";

/**
 * A revocation takes effect here within 60 s: 1 s until it is published, 30 s in KV's cache, for a list of another deployment 15 s in the cache between, and 14 s
 * in this one. A request for an older list waits for its source, once per list.
 */
const RENEWED_AFTER_MS = 12_000;
const WAITED_FOR_AFTER_MS = 14_000;
/** While its source does not answer, a list proves this long that a code is valid. */
const RELIED_UPON_MS = { own: 25_000, peer: 30_000 } as const;
/** The least time between two readings of a list, so that not every request reads a failing KV. */
const LEAST_BETWEEN_MS = 2000;
const MAX_LISTS = 20_000;
const MAX_BYTES = 32 * 2 ** 20;
/** The bytes that a cached list takes for its key and its map entry, besides its bits and its token. */
const LEAST_BYTES = 512;

interface CachedList {
  /** Null if no list was published, or none that was accepted. */
  readonly list: StatusList | null;
  /** The token of this list: if its source still has the same token, the list is not parsed again. */
  readonly token: string | null;
}

const NEVER: Reading<CachedList> = { value: { list: null, token: null }, at: Number.NEGATIVE_INFINITY };

/** Which lists of other deployments KV has as this isolate has read them. */
const copies = new PeerCopies();

export interface ListSource {
  readonly env: ObjectsEnv;
  readonly config: Config;
  readonly trust: Trust;
  /** The time of the request, ms. */
  readonly now: number;
  /** `ExecutionContext.waitUntil`: keeps work alive after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** A list of an issuer. */
export interface ListName {
  readonly issuer: IssuerCode;
  readonly list: string;
}

/** A list in use is renewed early and becomes the newest entry, so that the memory drops unused lists first. */
const lists = new SourceMemory<ListName, CachedList, ListSource>({
  keyOf: ({ issuer, list }) => statusListKey(issuer, list),
  freshMs: RENEWED_AFTER_MS,
  staleMs: WAITED_FOR_AFTER_MS,
  renewEveryMs: LEAST_BETWEEN_MS,
  max: MAX_LISTS,
  maxWeight: MAX_BYTES,
  weightOf: ({ list, token }) => LEAST_BYTES + (list?.bits.length ?? 0) + (token?.length ?? 0),
  async load(source, name): Promise<Reading<CachedList>> {
    try {
      const origin = peerOrigin(source, name.issuer);
      if (origin !== null) return await peerReading(source, name, origin);
      return await readingOf(
        source,
        name,
        (await publishedStatusList(source.env.PUBLISHED, name.issuer, name.list))?.token ?? null,
      );
    } catch (bug) {
      // The verification goes on with the previous reading, or without a list.
      console.error(bug);
      return lists.last(name) ?? NEVER;
    }
  },
});

/** The host at which an issuer of another deployment publishes its lists; null for one of this deployment, whose lists are in KV. */
function peerOrigin({ config, trust }: Pick<ListSource, "config" | "trust">, issuer: IssuerCode): string | null {
  return config.byCode.has(issuer) ? null : (trust.issuers.get(issuer)?.origin ?? null);
}

/** The list as its host answers it, which is then copied to KV; from a host that does not answer the last one that a verifier of this deployment has read. */
async function peerReading(source: ListSource, name: ListName, origin: string): Promise<Reading<CachedList>> {
  const { env, now, later } = source;
  const answer = await peerList(origin, name.list, now);
  if (answer.state === "answered") {
    const reading = await readingOf(source, name, answer.token);
    const { list, token } = reading.value;
    if (list !== null && token !== null && reading.at === now) later(copies.keep(env.PUBLISHED, name, { list, token, at: now }));
    return reading;
  }
  const last = lists.last(name);
  // Only the request that has just failed reads KV again for a list in memory.
  if (last !== undefined && answer.state === "resting") return last;
  const copy = await copiedPeerList(env.PUBLISHED, name.issuer, name.list);
  return copy === null ? (last ?? NEVER) : readingOf(source, name, copy.token, copy.at);
}

/**
 * Returns the function that reads the status of a credential. Synchronous with a cached list; a list that is missing here or too old is first read from
 * KV.
 */
export function statusFrom(source: ListSource): StatusOf {
  const { now, later } = source;
  return (claims) => {
    const { issuer, statusIndex } = claims;
    const reading = lists.get(source, { issuer, list: statusListOf(claims) }, now, later);
    if (reading instanceof Promise) return reading.then((renewed) => entryOf(source, issuer, renewed, statusIndex));
    return entryOf(source, issuer, reading, statusIndex);
  };
}

/** The signed text of a list that still proves that codes are valid; null if its issuer publishes none; undefined if the issuer does not answer. */
export async function listText(source: ListSource, name: ListName): Promise<string | null | undefined> {
  const reading = await lists.get(source, name, source.now, source.later);
  return isReliedUpon(source, name.issuer, reading) ? reading.value.token : undefined;
}

function isReliedUpon(source: ListSource, issuer: IssuerCode, { at }: Reading<CachedList>): boolean {
  return ageOf(at, source.now) <= RELIED_UPON_MS[source.config.byCode.has(issuer) ? "own" : "peer"];
}

/** The status at an index; undefined if unknown. A list that is too old still proves a revocation, but no longer proves that a code is valid. */
function entryOf(source: ListSource, issuer: IssuerCode, reading: Reading<CachedList>, index: number): number | undefined {
  const { list } = reading.value;
  const status = list === null ? undefined : statusIn(list, index);
  return status === STATUS.valid && !isReliedUpon(source, issuer, reading) ? undefined : status;
}

/** The reading of a list after a request to its source. @param token null if the source has none @param at when its issuer answered with it, ms */
async function readingOf(
  { trust, now }: ListSource,
  name: ListName,
  token: string | null,
  at = now,
): Promise<Reading<CachedList>> {
  const previous = lists.last(name) ?? NEVER;
  // A copy may be older than what is in memory.
  const latest = ageOf(previous.at, now) < ageOf(at, now) ? previous.at : at;
  // A published list stays published until it expires, so a missing token means a delay in the source.
  if (token === null || token === previous.value.token) return { value: previous.value, at: latest };
  const result = await readStatusList(token, name, trust, now);
  if (!result.ok) {
    console.error(`status list ${name.list} of ${name.issuer}: ${result.refusal.code}`);
    return previous;
  }
  // The source may answer from a place that does not have the newer list yet.
  const isOlder = previous.value.list !== null && previous.value.list.issuedAt > result.value.issuedAt;
  return { value: isOlder ? previous.value : { list: result.value, token }, at: latest };
}
