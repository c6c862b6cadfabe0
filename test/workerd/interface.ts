/** Clients with keys for tests of the interface of authorised systems. */
import { calculateJwkThumbprint, exportJWK } from "jose";

/** A new key pair of a client: the private half, and the public one as its JWKS has it. */
export async function aClientKey(kid: string) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  // Typed as one key by the runtime.
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
  const { x = "", y = "" } = await exportJWK(publicKey);
  const jwk = { kty: "EC", crv: "P-256", kid, use: "sig", x, y } as const;
  return { kid, privateKey, jwk, thumbprint: await calculateJwkThumbprint({ kty: "EC", crv: "P-256", x, y }) };
}
