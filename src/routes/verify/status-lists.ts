/** The status lists of this isolate: inflated, bounded, renewed behind the requests. A known list costs a verification one look into a map. */
import type { Claims } from "../../domain/code/claims.ts";
import { STATUS, statusListOf } from "../../domain/code/status.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
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

interface Held {
  /** Null where none is published, or what is published is refused. */
  readonly list: StatusList | null;
  /** What it was read from: KV often has the same again. */
  readonly token: string | null;
  /** When KV said so, ms; before time where it never did. */
  readonly at: number;
  askedAt: number;
}

/** In the order in which they were renewed: lists in use come again before they are old, so the first are the ones that nobody asks for. */
const held = new Map<string, Held>();
let heldBytes = 0;

export interface ListSource {
  readonly env: ObjectsEnv;
  readonly trust: Trust;
  /** ms */
  readonly now: number;
  /** Keeps work alive behind the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** Answers at once where the list is known; a list that is met for the first time, or was not renewed, is read from KV first. */
export function statusFrom(source: ListSource): StatusOf {
  const { now, later } = source;
  return (claims) => {
    const key = statusListKey(claims.issuer, statusListOf(claims));
    const known = held.get(key);
    if (known === undefined) return load(source, key, claims);
    const age = ageOf(known.at, now);
    if (age > RENEWED_AFTER_MS && ageOf(known.askedAt, now) > LEAST_BETWEEN_MS) {
      known.askedAt = now;
      const work = load(source, key, claims);
      if (age > RELIED_UPON_MS) return work;
      later(work);
    }
    return entryOf(known, claims.statusIndex, now);
  };
}

/** A list that could not be renewed still says what is withdrawn, and nothing else. */
function entryOf({ list, at }: Held, index: number, now: number): number | undefined {
  const status = list === null ? undefined : statusIn(list, index);
  return status === STATUS.valid && ageOf(at, now) > RELIED_UPON_MS ? undefined : status;
}

/** A moment in the future comes from a clock that was put back: nothing relies on it. */
function ageOf(since: number, now: number): number {
  return now < since ? Number.POSITIVE_INFINITY : now - since;
}

/** Reads the list from KV and keeps it; the credential's entry in it. Never rejects: verification goes on without. */
async function load(source: ListSource, key: string, claims: Claims): Promise<number | undefined> {
  const { env, now } = source;
  try {
    const published = await publishedStatusList(env.PUBLISHED, claims.issuer, statusListOf(claims));
    keep(key, await fromToken(source, claims, published?.token ?? null, held.get(key)));
  } catch (bug) {
    console.error(bug);
    if (!held.has(key)) keep(key, { list: null, token: null, at: Number.NEGATIVE_INFINITY, askedAt: now });
  }
  const known = held.get(key);
  return known && entryOf(known, claims.statusIndex, now);
}

async function fromToken({ trust, now }: ListSource, claims: Claims, token: string | null, known?: Held): Promise<Held> {
  const asked = { token, at: now, askedAt: now };
  // What was published once is not unpublished before its end.
  if (token === null || token === known?.token) return { ...asked, token: known?.token ?? null, list: known?.list ?? null };
  const read = await readStatusList(token, { issuer: claims.issuer, list: statusListOf(claims) }, trust, now);
  if (!read.ok) {
    console.error(`status list ${statusListOf(claims)} of ${claims.issuer}: ${read.refusal.code}`);
    return { list: known?.list ?? null, token: known?.token ?? null, at: known?.at ?? Number.NEGATIVE_INFINITY, askedAt: now };
  }
  // KV may answer from a place that has not heard of the newer one yet.
  const older = known?.list && known.list.issuedAt > read.value.issuedAt;
  return older ? { ...known, at: now, askedAt: now } : { ...asked, list: read.value };
}

function keep(key: string, fresh: Held): void {
  drop(key);
  held.set(key, fresh);
  heldBytes += bytesOf(fresh);
  for (const oldest of held.keys()) {
    if (held.size <= MAX_LISTS && heldBytes <= MAX_BYTES) break;
    drop(oldest);
  }
}

function drop(key: string): void {
  const known = held.get(key);
  if (known === undefined) return;
  held.delete(key);
  heldBytes -= bytesOf(known);
}

function bytesOf({ list, token }: Held): number {
  return LEAST_BYTES + (list?.bits.length ?? 0) + (token?.length ?? 0);
}
