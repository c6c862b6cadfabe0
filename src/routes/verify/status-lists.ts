/** The status lists in the memory of this isolate: inflated, bounded, renewed after the answer. With a cached list a verification needs one map lookup. */
import type { Config } from "../../config.ts";
import { STATUS, statusListOf } from "../../domain/code/status.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import { ageOf, type Reading, SourceMemory } from "../../storage/memory.ts";
import { publishedStatusList } from "../../storage/published.ts";
import { statusListKey } from "../../storage/schema.ts";
import { readStatusList, type StatusList, statusIn } from "../../token/status/read-status-list.ts";
import type { Trust } from "../../token/status/trust.ts";
import type { StatusOf } from "../../token/code/verify.ts";
import { peerList } from "./peer-lists.ts";

/**
 * A revocation takes effect here within 60 s: 1 s until it is published, 30 s in KV's cache, and 25 s in this cache. A request for an older list
 * waits for KV, once per list.
 */
const RENEWED_AFTER_MS = 12_000;
const RELIED_UPON_MS = 25_000;
/** The least time between two readings of a list, so that not every request reads a failing KV. */
const LEAST_BETWEEN_MS = 2000;
const MAX_LISTS = 20_000;
const MAX_BYTES = 32 * 2 ** 20;
/** The bytes that a cached list takes for its key and its map entry, besides its bits and its token. */
const LEAST_BYTES = 512;

interface CachedList {
  /** Null if no list was published, or none that was accepted. */
  readonly list: StatusList | null;
  /** The token of this list: if KV still has the same token, the list is not parsed again. */
  readonly token: string | null;
}

const NEVER: Reading<CachedList> = { value: { list: null, token: null }, at: Number.NEGATIVE_INFINITY };

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
  staleMs: RELIED_UPON_MS,
  renewEveryMs: LEAST_BETWEEN_MS,
  max: MAX_LISTS,
  maxWeight: MAX_BYTES,
  weightOf: ({ list, token }) => LEAST_BYTES + (list?.bits.length ?? 0) + (token?.length ?? 0),
  async load(source, name): Promise<Reading<CachedList>> {
    try {
      const token = await publishedToken(source, name);
      return token === undefined ? (lists.last(name) ?? NEVER) : await readingOf(source, name, token);
    } catch (bug) {
      // The verification goes on with the previous reading, or without a list.
      console.error(bug);
      return lists.last(name) ?? NEVER;
    }
  },
});

/** The list as its issuer publishes it: in KV by an issuer of this deployment, at its own host by any other. Null: it publishes none; undefined: it does not answer. */
async function publishedToken({ env, config, trust, now }: ListSource, { issuer, list }: ListName) {
  const origin = config.byCode.has(issuer) ? null : (trust.issuers.get(issuer)?.origin ?? null);
  if (origin !== null) return peerList(origin, list, now);
  return (await publishedStatusList(env.PUBLISHED, issuer, list))?.token ?? null;
}

/**
 * Returns the function that reads the status of a credential. Synchronous with a cached list; a list that is missing here or too old is first read from
 * KV.
 */
export function statusFrom(source: ListSource): StatusOf {
  const { now, later } = source;
  return (claims) => {
    const reading = lists.get(source, { issuer: claims.issuer, list: statusListOf(claims) }, now, later);
    if (reading instanceof Promise) return reading.then((renewed) => entryOf(renewed, claims.statusIndex, now));
    return entryOf(reading, claims.statusIndex, now);
  };
}

/** The signed text of a list, at most 25 s old; null if its issuer publishes none; undefined if the issuer does not answer. */
export async function listText(source: ListSource, name: ListName): Promise<string | null | undefined> {
  const { value, at } = await lists.get(source, name, source.now, source.later);
  return ageOf(at, source.now) > RELIED_UPON_MS ? undefined : value.token;
}

/** The status at an index; undefined if unknown. A list that is too old still proves a revocation, but no longer proves that a code is valid. */
function entryOf({ value: { list }, at }: Reading<CachedList>, index: number, now: number): number | undefined {
  const status = list === null ? undefined : statusIn(list, index);
  return status === STATUS.valid && ageOf(at, now) > RELIED_UPON_MS ? undefined : status;
}

/** The reading of a list after a request to its source. @param token null if the source has none */
async function readingOf({ trust, now }: ListSource, name: ListName, token: string | null): Promise<Reading<CachedList>> {
  const previous = lists.last(name) ?? NEVER;
  // A published list stays published until it expires, so a missing token means a delay in the source.
  if (token === null || token === previous.value.token) return { value: previous.value, at: now };
  const result = await readStatusList(token, name, trust, now);
  if (!result.ok) {
    console.error(`status list ${name.list} of ${name.issuer}: ${result.refusal.code}`);
    return previous;
  }
  // The source may answer from a place that does not have the newer list yet.
  const isOlder = previous.value.list !== null && previous.value.list.issuedAt > result.value.issuedAt;
  return { value: isOlder ? previous.value : { list: result.value, token }, at: now };
}
