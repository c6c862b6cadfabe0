/** The files of trust that this deployment keeps, in KV: for verifiers what they believe, for phones and other readers the files themselves. docs/trust.md. */
import type { ServedBook } from "../token/federation/book.ts";
import { TRUST_BOOK_KEY, TRUST_KEYS_KEY, TRUST_STATE_KEY, trustRegisterKey, trustRootKey } from "./schema.ts";

/** The times of the state, ms: what verifiers believe is as old as this, and ends then. */
export interface StateTimes {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface BelievedTrust extends StateTimes {
  /** The BelievedIssuer rows as `believedText` writes them: the same text means the same rows. */
  readonly issuers: string;
}

/** The shortest cache time that KV allows, seconds. */
const CACHED_SECONDS = 30;

export async function publishBelieved(kv: KVNamespace, { issuers, issuedAt, expiresAt }: BelievedTrust): Promise<void> {
  await kv.put(TRUST_KEYS_KEY, issuers, { metadata: { issuedAt, expiresAt } satisfies StateTimes });
}

/** What verifiers believe; null before the first state. */
export async function believedTrust(kv: KVNamespace): Promise<BelievedTrust | null> {
  const options = { type: "text", cacheTtl: CACHED_SECONDS } as const;
  const { value, metadata } = await kv.getWithMetadata<StateTimes>(TRUST_KEYS_KEY, options);
  return value === null || metadata === null ? null : { issuers: value, ...metadata };
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
