/** Signs a credential: an ordinary compact ES256 JWS that every JOSE library verifies. For the issuer only; phones use read-credential.ts. */
import { CompactSign } from "jose";
import type { Claims } from "../../domain/code/claims.ts";
import { withLowSignature } from "./low-s.ts";
import { encodeRecord } from "./record.ts";
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
  return withLowSignature(await new CompactSign(record.value).setProtectedHeader(header).sign(signingKey));
}
