/** The status lists of this isolate: inflated, bounded, renewed behind the requests. A known list costs a verification one look into a map. */
import type { Claims } from "../../domain/code/claims.ts";
import { STATUS, statusListOf } from "../../domain/code/status.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import { ageOf, type Reading, SourceMemory } from "../../storage/memory.ts";
import { publishedStatusList } from "../../storage/published.ts";
import { statusListKey } from "../../storage/schema.ts";
import { readStatusList, type StatusList, statusIn } from "../../token/status/read-status-list.ts";
import type { Trust } from "../../token/status/trust.ts";
import type { StatusOf } from "../../token/code/verify.ts";

/**
 * A withdrawal holds here within 60 s: 1 s until it is published, 30 s in KV's cache, and as long as a list is relied upon. Past that a request
 * waits for KV, once a list.
 */
const RENEWED_AFTER_MS = 12_000;
const RELIED_UPON_MS = 25_000;
/** KV that fails is not asked by each request. */
const LEAST_BETWEEN_MS = 2000;
const MAX_LISTS = 20_000;
const MAX_BYTES = 32 * 2 ** 20;
/** Of a list without a bit set: its names, its place in the map. */
const LEAST_BYTES = 512;

interface Published {
  /** Null where none is published, or what is published is refused. */
  readonly list: StatusList | null;
  /** What it was read from: KV often has the same again. */
  readonly token: string | null;
}

const NEVER: Reading<Published> = { value: { list: null, token: null }, at: Number.NEGATIVE_INFINITY };

export interface ListSource {
  readonly env: ObjectsEnv;
  readonly trust: Trust;
  /** ms */
  readonly now: number;
  /** Keeps work alive behind the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** Lists in use are renewed before they are old, so the first to leave are the ones that nobody asks for. */
const lists = new SourceMemory<Claims, Published, ListSource>({
  keyOf: (claims) => statusListKey(claims.issuer, statusListOf(claims)),
  freshMs: RENEWED_AFTER_MS,
  staleMs: RELIED_UPON_MS,
  renewEveryMs: LEAST_BETWEEN_MS,
  max: MAX_LISTS,
  maxWeight: MAX_BYTES,
  weightOf: ({ list, token }) => LEAST_BYTES + (list?.bits.length ?? 0) + (token?.length ?? 0),
  async load(source, claims): Promise<Reading<Published>> {
    try {
      const published = await publishedStatusList(source.env.PUBLISHED, claims.issuer, statusListOf(claims));
      return await readingOf(source, claims, published?.token ?? null);
    } catch (bug) {
      // Verification goes on without.
      console.error(bug);
      return lists.last(claims) ?? NEVER;
    }
  },
});

/** Answers at once where the list is known; a list that is met for the first time, or was not renewed, is read from KV first. */
export function statusFrom(source: ListSource): StatusOf {
  const { now, later } = source;
  return (claims) => {
    const reading = lists.get(source, claims, now, later);
    if (reading instanceof Promise) return reading.then((read) => entryOf(read, claims.statusIndex, now));
    return entryOf(reading, claims.statusIndex, now);
  };
}

/** A list that could not be renewed still says what is withdrawn, and nothing else. */
function entryOf({ value: { list }, at }: Reading<Published>, index: number, now: number): number | undefined {
  const status = list === null ? undefined : statusIn(list, index);
  return status === STATUS.valid && ageOf(at, now) > RELIED_UPON_MS ? undefined : status;
}

/** @param token as KV has it; null where it has none */
async function readingOf({ trust, now }: ListSource, claims: Claims, token: string | null): Promise<Reading<Published>> {
  const known = lists.last(claims) ?? NEVER;
  // What was published once is not unpublished before its end.
  if (token === null || token === known.value.token) return { value: known.value, at: now };
  const read = await readStatusList(token, { issuer: claims.issuer, list: statusListOf(claims) }, trust, now);
  if (!read.ok) {
    console.error(`status list ${statusListOf(claims)} of ${claims.issuer}: ${read.refusal.code}`);
    return known;
  }
  // KV may answer from a place that has not heard of the newer one yet.
  const isOlder = known.value.list !== null && known.value.list.issuedAt > read.value.issuedAt;
  return { value: isOlder ? known.value : { list: read.value, token }, at: now };
}
