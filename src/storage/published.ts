/** What issuers publish for everybody, kept in KV so that no reader asks an object. */
import type { JWK } from "jose";
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { jwksKey, statusListKey } from "./schema.ts";

export interface JwkSet {
  readonly keys: readonly (JWK & { readonly kid: string; readonly nbf: number; readonly exp: number })[];
}

/** KV takes one write a second for a key, and a reader elsewhere may see the one before for a minute. */
export async function publishJwks(kv: KVNamespace, issuer: IssuerCode, jwks: JwkSet): Promise<void> {
  await kv.put(jwksKey(issuer), JSON.stringify(jwks));
}

/** Null where this issuer has never published. */
export function publishedJwks(kv: KVNamespace, issuer: IssuerCode): Promise<JwkSet | null> {
  return kv.get<JwkSet>(jwksKey(issuer), "json");
}

/** The least that KV allows, seconds: a reader sees a list as it was at most so long ago. */
const LIST_CACHED_SECONDS = 30;
/** KV takes no earlier expiry, seconds. */
const LEAST_LIFE_SECONDS = 60;

export interface PublishedList {
  readonly token: string;
  /** ms: the latest turn (domain/colour/turn.ts) by which what was given before is revoked in it. */
  readonly turnedAt: number;
}

export interface ListPublication extends PublishedList {
  readonly issuer: IssuerCode;
  readonly list: string;
  /** ms: when nobody needs the list any more */
  readonly until: number;
}

export async function publishStatusList(kv: KVNamespace, publication: ListPublication, now: number): Promise<void> {
  const { issuer, list, until, token, turnedAt } = publication;
  const expiration = Math.max(Math.floor(until / 1000), Math.ceil(now / 1000) + LEAST_LIFE_SECONDS);
  await kv.put(statusListKey(issuer, list), token, { expiration, metadata: { turnedAt } });
}

/** Null where no such list was published, or it has ended. */
export async function publishedStatusList(kv: KVNamespace, issuer: IssuerCode, list: string): Promise<PublishedList | null> {
  const options = { type: "text", cacheTtl: LIST_CACHED_SECONDS } as const;
  const { value, metadata } = await kv.getWithMetadata<Pick<PublishedList, "turnedAt">>(statusListKey(issuer, list), options);
  return value === null ? null : { token: value, turnedAt: metadata?.turnedAt ?? 0 };
}
