/** What issuers publish for everybody, kept in KV so that no reader asks an object. */
import type { JWK } from "jose";
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { jwksKey } from "./schema.ts";

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
