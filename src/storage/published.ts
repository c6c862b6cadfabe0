/** The public keys, statements and status lists of issuers, in KV, so that no reader calls an object. */
import type { JWK } from "jose";
import type { KeyKind } from "../domain/code/claims.ts";
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { fieldsOf, jsonOf, listOf } from "../token/status/fields.ts";
import { jwksKey, pastKeysKey, peerListKey, statementKey, statusListKey } from "./schema.ts";

export interface JwkSet {
  readonly keys: readonly (JWK & { readonly kid: string; readonly nbf: number; readonly exp: number; readonly for?: KeyKind })[];
}

/** Stores an issuer's public keys. KV accepts one write per key and second; a reader elsewhere may see the previous value for a minute. */
export async function publishJwks(kv: KVNamespace, issuer: IssuerCode, jwks: JwkSet): Promise<void> {
  await kv.put(jwksKey(issuer), JSON.stringify(jwks));
}

/** The public keys of an issuer; null if it has never published any, or if KV has no key set. Each key is checked by its reader. */
export async function publishedJwks(kv: KVNamespace, issuer: IssuerCode): Promise<JwkSet | null> {
  const set = jsonOf((await kv.get(jwksKey(issuer), "text")) ?? undefined);
  return listOf(fieldsOf(set)["keys"]) === undefined ? null : (set as JwkSet);
}

/** Stores the public keys that an issuer publishes no longer. */
export async function publishPastKeys(kv: KVNamespace, issuer: IssuerCode, jwks: JwkSet): Promise<void> {
  await kv.put(pastKeysKey(issuer), JSON.stringify(jwks));
}

/** The public keys that an issuer publishes no longer, as JSON; null if there never were any. */
export function publishedPastKeys(kv: KVNamespace, issuer: IssuerCode): Promise<string | null> {
  return kv.get(pastKeysKey(issuer), { type: "text", cacheTtl: LIST_CACHED_SECONDS });
}

export async function publishStatement(kv: KVNamespace, issuer: IssuerCode, text: string): Promise<void> {
  await kv.put(statementKey(issuer), text);
}

/** The statement of an issuer; null if it has none yet. */
export function publishedStatement(kv: KVNamespace, issuer: IssuerCode): Promise<string | null> {
  return kv.get(statementKey(issuer), "text");
}

/** The shortest cache time that KV allows, seconds: a reader may see a list that is this old. */
const LIST_CACHED_SECONDS = 30;
/** The shortest time to live that KV accepts, seconds. */
const LEAST_LIFE_SECONDS = 60;

export interface PublishedList {
  readonly token: string;
  /** The latest turn at the list's place (a change of displayed colours, domain/colour/showing-change.ts) that the list contains, ms; 0 if there was none. It revokes older credentials. */
  readonly turnedAt: number;
}

export interface ListPublication extends PublishedList {
  readonly issuer: IssuerCode;
  readonly list: string;
  /** The time, ms, after which no verifier needs the list: KV then deletes it. */
  readonly until: number;
}

export async function publishStatusList(kv: KVNamespace, publication: ListPublication, now: number): Promise<void> {
  const { issuer, list, until, token, turnedAt } = publication;
  await kv.put(statusListKey(issuer, list), token, { expiration: expirationOf(until, now), metadata: { turnedAt } });
}

function expirationOf(until: number, now: number): number {
  return Math.max(Math.floor(until / 1000), Math.ceil(now / 1000) + LEAST_LIFE_SECONDS);
}

/** A published status list; null if it was never published or KV has deleted it. */
export async function publishedStatusList(kv: KVNamespace, issuer: IssuerCode, list: string): Promise<PublishedList | null> {
  const options = { type: "text", cacheTtl: LIST_CACHED_SECONDS } as const;
  const { value, metadata } = await kv.getWithMetadata<Pick<PublishedList, "turnedAt">>(statusListKey(issuer, list), options);
  return value === null ? null : { token: value, turnedAt: metadata?.turnedAt ?? 0 };
}

/** A list of another deployment's issuer as a verifier here has read it. */
export interface ListCopy {
  readonly token: string;
  /** When the issuer answered with it, ms. */
  readonly at: number;
  /** When the issuer signed it, ms. */
  readonly issuedAt: number;
}

type CopiedList = ListCopy & Pick<ListPublication, "issuer" | "list" | "until">;

export async function copyPeerList(kv: KVNamespace, { issuer, list, until, token, at, issuedAt }: CopiedList): Promise<void> {
  await kv.put(peerListKey(issuer, list), token, { expiration: expirationOf(until, at), metadata: { at, issuedAt } });
}

/** The copy of a list of another deployment's issuer; null if there is none. */
export async function copiedPeerList(kv: KVNamespace, issuer: IssuerCode, list: string): Promise<ListCopy | null> {
  const options = { type: "text", cacheTtl: LIST_CACHED_SECONDS } as const;
  const { value, metadata } = await kv.getWithMetadata<Omit<ListCopy, "token">>(peerListKey(issuer, list), options);
  return value === null || metadata === null ? null : { token: value, ...metadata };
}
