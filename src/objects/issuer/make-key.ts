/** A signing key as it is made and kept, and all of an issuer's as everybody reads them. */
import { exportJWK, generateKeyPair } from "jose";
import type { PlannedKey } from "../../domain/issuer/key-plan.ts";
import type { JwkSet } from "../../storage/published.ts";
import { seal } from "../../token/secret/seal.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { KeyRow } from "./key-store.ts";

/** The private half is sealed before it is anywhere else. */
export async function makeKey(secrets: Secrets, planned: PlannedKey): Promise<KeyRow> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  return {
    ...planned,
    publicJwk: await exportJWK(pair.publicKey),
    sealedPrivateJwk: await seal(secrets, `signing-key/${planned.number}`, await exportJWK(pair.privateKey)),
  };
}

/** The public halves. RFC 7517 §5. */
export function jwksOf(issuer: string, keys: readonly KeyRow[]): JwkSet {
  return {
    keys: keys.map((key) => ({
      ...key.publicJwk,
      kid: `${issuer}.${key.number}`,
      alg: "ES256",
      use: "sig",
      nbf: Math.floor(key.notBefore / 1000),
      exp: Math.floor(key.notAfter / 1000),
    })),
  };
}
