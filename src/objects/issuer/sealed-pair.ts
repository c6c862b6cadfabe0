/** Key pairs of an issuer on P-256 whose private half is stored sealed. */
import { exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { open, seal } from "../../token/secret/seal.ts";
import type { Secrets } from "../../token/secret/secrets.ts";

/** `ES256`: it signs. `ECDH-ES`: others seal to it. */
type Algorithm = "ES256" | "ECDH-ES";

export interface SealedPair {
  readonly publicJwk: JWK;
  readonly sealedPrivateJwk: string;
}

/** Makes a pair. The private half leaves this function only sealed. @param name under which it is sealed, such as `signing-key/7` */
export async function makeSealedPair(secrets: Secrets, name: string, algorithm: Algorithm = "ES256"): Promise<SealedPair> {
  const pair = await generateKeyPair(algorithm, { crv: "P-256", extractable: true });
  const sealedPrivateJwk = await seal(secrets, name, await exportJWK(pair.privateKey));
  return { publicJwk: await exportJWK(pair.publicKey), sealedPrivateJwk };
}

/** The private half, for WebCrypto alone. */
export async function openPrivateKey(
  secrets: Secrets,
  name: string,
  sealed: string,
  algorithm: Algorithm = "ES256",
): Promise<CryptoKey> {
  const jwk = await open<JWK>(secrets, name, sealed);
  const privateKey = await importJWK({ ...jwk, ext: false }, algorithm);
  if (privateKey instanceof Uint8Array) throw new Error(`${name} must not be symmetric`);
  return privateKey;
}
