/** Signs a credential: an ordinary compact ES256 JWS that every JOSE library verifies. For the issuer only; phones use read-credential.ts. */
import type { Bytes, Claims } from "../../domain/code/claims.ts";
import { base64urlLength, writeBase64url } from "./base64url.ts";
import { ES256, signingInput, signingPrefix } from "./header.ts";
import { withLowS } from "./low-s.ts";
import { encodeRecord } from "./record.ts";

const DOT = 0x2e;

/**
 * The compact JWS of the claims. Its signature has the low s (low-s.ts). Joined here and not by jose, because issuer and key number determine the header and
 * phones fetch by the million at a change of colours: docs/performance.md.
 * @param signingKey private ECDSA P-256 key number `claims.keyNumber` of `claims.issuer`.
 * @throws RangeError with the name of a field whose value the format cannot encode: a bug of the caller.
 */
export async function signCredential(claims: Claims, signingKey: CryptoKey): Promise<string> {
  const record = encodeRecord(claims);
  if (!record.ok) throw new RangeError(`claims: ${record.refusal.field}`);
  const signed = signingInput(signingPrefix(claims.issuer, claims.keyNumber), record.value);
  return compact(signed, withLowS(new Uint8Array(await crypto.subtle.sign(ES256, signingKey, signed))));
}

/** The signed bytes, a dot and the signature, as text. */
function compact(signed: Bytes, signature: Bytes): string {
  const letters = new Uint8Array(signed.length + 1 + base64urlLength(signature.length));
  letters.set(signed);
  letters[signed.length] = DOT;
  writeBase64url(signature, letters, signed.length + 1);
  // A spread would step through an iterator for each letter.
  return String(Reflect.apply(String.fromCharCode, undefined, letters));
}
