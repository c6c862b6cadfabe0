/** The issuer's present signing key, unsealed in the isolate's memory and asked for again before it is old. */
import { importJWK, type JWK } from "jose";
import { issuerObjectOf, type ObjectsEnv } from "../env.ts";
import { open } from "../../token/secret/seal.ts";
import type { Secrets } from "../../token/secret/secrets.ts";

const KEPT_MS = 300_000;

export interface SigningKey {
  readonly number: number;
  readonly privateKey: CryptoKey;
}

const kept = new Map<string, { readonly key: SigningKey; readonly from: number; readonly until: number }>();

export async function signingKey(env: ObjectsEnv, secrets: Secrets, now: number): Promise<SigningKey> {
  const known = kept.get(secrets.issuer);
  if (known !== undefined && known.from <= now && now < known.until) return known.key;
  const sealed = await issuerObjectOf(env, secrets.issuer).signingKey(now);
  const jwk = await open<JWK>(secrets, `signing-key/${sealed.number}`, sealed.sealedPrivateJwk);
  const privateKey = await importJWK({ ...jwk, ext: false }, "ES256");
  if (privateKey instanceof Uint8Array) throw new Error("a signing key is never symmetric");
  const key = { number: sealed.number, privateKey };
  kept.set(secrets.issuer, {
    key,
    from: Math.max(now - KEPT_MS, sealed.notBefore),
    until: Math.min(now + KEPT_MS, sealed.notAfter),
  });
  return key;
}
