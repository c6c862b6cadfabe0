/** Reads the claims of a stored credential on the holder's phone. Verifies no signature. Small: does not import jose. */
import type { Bytes, Claims } from "../../domain/code/claims.ts";
import { isLowS } from "./low-s.ts";
import { decodeRecord } from "./record.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { fromBase64url } from "./base64url.ts";
import { signingPrefix } from "./header.ts";

/** The longest text that is read: the JWS of the longest record has fewer than 300 letters. */
const MAX_JWS_LETTERS = 512;

export interface ReadCredential {
  readonly claims: Claims;
  readonly record: Bytes;
  /** r ‖ s, 64 bytes. */
  readonly signature: Bytes;
}

/** The claims of a credential, a compact JWS. Refuses a wrong form, a faulty record, an unexpected header and a high s (low-s.ts); does not verify the signature. */
export function readCredential(jws: string): Result<ReadCredential, CodeRefusal> {
  if (jws.length > MAX_JWS_LETTERS) return refuse({ code: "not_a_code" });
  const [header, payload, signed, ...more] = jws.split(".");
  if (header === undefined || payload === undefined || signed === undefined || more.length > 0)
    return refuse({ code: "not_a_code" });
  const record = fromBase64url(payload);
  const signature = fromBase64url(signed);
  if (record === null || signature?.length !== 64) return refuse({ code: "not_a_code" });
  const claims = decodeRecord(record);
  if (!claims.ok) return claims;
  const expected = String.fromCharCode(...signingPrefix(claims.value.issuer, claims.value.keyNumber));
  if (`${header}.` !== expected) return refuse({ code: "header_unexpected" });
  if (!isLowS(signature)) return refuse({ code: "signature_high_s" });
  return accept({ claims: claims.value, record, signature });
}
