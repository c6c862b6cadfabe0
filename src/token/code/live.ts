/** Makes codes on the phone: the digits of a stored credential, with a fresh proof for a live code. Part of the first load: imports nothing large. */
import type { Bytes } from "../../domain/code/claims.ts";
import { toDigits } from "./digits.ts";
import { withLowS } from "./low-s.ts";
import { fromBase64url } from "./base64url.ts";
import { ES256 } from "./header.ts";
import { proofInput } from "./proof.ts";

/** The digits of a paper or specimen credential. Throws if the text is not a compact JWS: a stored credential always is one. */
export function codeOf(jws: string): string {
  return toDigits(credentialBytes(jws));
}

/**
 * The digits of a live code that proves at `nowMs` that this phone has the device key.
 * @param deviceKey private ECDSA P-256 key; the credential has its public key.
 * @param nowMs the phone's clock, corrected by the server's offset.
 */
export async function liveCode(jws: string, deviceKey: CryptoKey, nowMs: number): Promise<string> {
  const credential = credentialBytes(jws);
  const signed = new Uint8Array(credential.length + 4);
  signed.set(credential);
  new DataView(signed.buffer).setUint32(credential.length, Math.floor(nowMs / 1000));
  const signature = withLowS(new Uint8Array(await crypto.subtle.sign(ES256, deviceKey, proofInput(signed))));
  const code = new Uint8Array(signed.length + signature.length);
  code.set(signed);
  code.set(signature, signed.length);
  return toDigits(code);
}

/** The compressed form (33 bytes) of a P-256 public key, from the 65 bytes that WebCrypto exports as `raw`. SEC 1 §2.3.3. */
export function compressPoint(raw65: Uint8Array): Bytes {
  const point = raw65.slice(0, 33);
  point[0] = 2 + ((raw65[64] ?? 0) & 1);
  return point;
}

/** The bytes of a credential in a code: the claim record, then the issuer's signature. */
function credentialBytes(jws: string): Bytes {
  const [, payload = "", signed = ""] = jws.split(".");
  const record = fromBase64url(payload);
  const signature = fromBase64url(signed);
  if (record === null || signature?.length !== 64) throw new TypeError("not a credential");
  const bytes = new Uint8Array(record.length + 64);
  bytes.set(record);
  bytes.set(signature, record.length);
  return bytes;
}
