/** Signs a credential: an ordinary compact ES256 JWS that every JOSE library verifies. For the issuer only; phones use read-credential.ts. */
import { CompactSign } from "jose";
import type { Claims } from "../../domain/code/claims.ts";
import { withLowS } from "./low-s.ts";
import { encodeRecord } from "./record.ts";
import { base64urlLength, fromBase64url, writeBase64url } from "./base64url.ts";
import { kidOf } from "./header.ts";

/**
 * The compact JWS of the claims. Its signature has the low s (low-s.ts).
 * @param signingKey private ECDSA P-256 key number `claims.keyNumber` of `claims.issuer`.
 * @throws RangeError with the name of a field whose value the format cannot encode: a bug of the caller.
 */
export async function signCredential(claims: Claims, signingKey: CryptoKey): Promise<string> {
  const record = encodeRecord(claims);
  if (!record.ok) throw new RangeError(`claims: ${record.refusal.field}`);
  const header = { alg: "ES256", kid: kidOf(claims.issuer, claims.keyNumber), typ: "yima-code+jws" };
  const jws = await new CompactSign(record.value).setProtectedHeader(header).sign(signingKey);
  const dot = jws.lastIndexOf(".");
  const signature = fromBase64url(jws.slice(dot + 1));
  if (signature?.length !== 64) throw new TypeError("jose made no ES256 signature");
  const letters = new Uint8Array(base64urlLength(64));
  writeBase64url(withLowS(signature), letters, 0);
  return jws.slice(0, dot + 1) + String.fromCharCode(...letters);
}
