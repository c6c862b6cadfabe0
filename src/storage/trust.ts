/** The files of trust that this deployment keeps, in KV: for verifiers what they believe, for phones and other readers the files themselves. docs/trust.md. */
import type { ServedBook } from "../token/federation/book.ts";
import {
  TRUST_BELIEVED_KEY,
  TRUST_BOOK_KEY,
  TRUST_KEYS_KEY,
  TRUST_STATE_KEY,
  trustRegisterKey,
  trustRootKey,
  trustRowsKey,
} from "./schema.ts";

/** The times of the state, ms: what verifiers believe is as old as this, and ends then. */
export interface StateTimes {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What verifiers believe at one moment. */
export interface BelievedTrust extends StateTimes {
  /** For each shard of the members the name of its rows (`believedShards`), null without members. The same name means the same rows. */
  readonly shards: readonly (string | null)[];
}

/** The shortest cache time that KV allows, seconds. */
const CACHED_SECONDS = 30;

/** Names rows that are in KV already, so that a reader finds what it names. */
export async function publishBelieved(kv: KVNamespace, believed: BelievedTrust): Promise<void> {
  await kv.put(TRUST_BELIEVED_KEY, JSON.stringify(believed));
}

/** What verifiers believe; null before the first state. */
export async function believedTrust(kv: KVNamespace): Promise<BelievedTrust | null> {
  const believed = await kv.get<BelievedTrust>(TRUST_BELIEVED_KEY, { type: "json", cacheTtl: CACHED_SECONDS });
  return believed ?? earlierBelieved(kv);
}

/** An earlier release wrote the rows of all members as one value: one shard, whose name is its text. */
async function earlierBelieved(kv: KVNamespace): Promise<BelievedTrust | null> {
  const options = { type: "text", cacheTtl: CACHED_SECONDS } as const;
  const { value, metadata } = await kv.getWithMetadata<StateTimes>(TRUST_KEYS_KEY, options);
  return value === null || metadata === null ? null : { ...metadata, shards: [value] };
}

export async function publishRows(kv: KVNamespace, name: string, rows: string): Promise<void> {
  await kv.put(trustRowsKey(name), rows);
}

/** The rows of a shard as `believedText` writes them; null if KV has none under this name, which its cache remembers as long as a value: rows may come back. */
export function believedRows(kv: KVNamespace, name: string): Promise<string | null> {
  if (name.startsWith("[")) return Promise.resolve(name);
  return kv.get(trustRowsKey(name), { type: "text", cacheTtl: CACHED_SECONDS });
}

export async function publishRoot(kv: KVNamespace, version: number, text: string): Promise<void> {
  await kv.put(trustRootKey(version), text);
}

export function publishedRoot(kv: KVNamespace, version: number): Promise<string | null> {
  return kv.get(trustRootKey(version), "text");
}

export async function publishRegister(kv: KVNamespace, seq: number, text: string): Promise<void> {
  await kv.put(trustRegisterKey(seq), text);
}

export function publishedRegister(kv: KVNamespace, seq: number): Promise<string | null> {
  return kv.get(trustRegisterKey(seq), "text");
}

export interface PublishedState {
  readonly text: string;
  /** The number of the register that holds; null before the first one. */
  readonly register: number | null;
}

export async function publishState(kv: KVNamespace, { text, register }: PublishedState): Promise<void> {
  await kv.put(TRUST_STATE_KEY, text, { metadata: { register } });
}

/** The state that this deployment keeps; null before the first one. */
export async function publishedState(kv: KVNamespace): Promise<PublishedState | null> {
  const options = { type: "text", cacheTtl: CACHED_SECONDS } as const;
  const { value, metadata } = await kv.getWithMetadata<Pick<PublishedState, "register">>(TRUST_STATE_KEY, options);
  return value === null ? null : { text: value, register: metadata?.register ?? null };
}

export async function publishBook(kv: KVNamespace, book: ServedBook): Promise<void> {
  await kv.put(TRUST_BOOK_KEY, JSON.stringify(book));
}

export function publishedBook(kv: KVNamespace): Promise<ServedBook | null> {
  return kv.get<ServedBook>(TRUST_BOOK_KEY, { type: "json", cacheTtl: CACHED_SECONDS });
}
