/** Makes ECDSA signatures unique: (r, s) and (r, n − s) both verify, but this program accepts only the one with s ≤ n/2 (low s). P-256, FIPS 186-5. */
import type { Bytes } from "../../domain/code/claims.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";

const ORDER_HEX = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
const HALF_ORDER_HEX = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8";
const bytesOf = (hex: string): readonly number[] =>
  Array.from({ length: 32 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
const ORDER = bytesOf(ORDER_HEX);
const HALF_ORDER = bytesOf(HALF_ORDER_HEX);

/** Whether s in a 64-byte signature r ‖ s is at most n/2. */
export function isLowS(signature: Uint8Array): boolean {
  for (let at = 0; at < 32; at += 1) {
    const byte = signature[32 + at] ?? 0;
    const half = HALF_ORDER[at] ?? 0;
    if (byte !== half) return byte < half;
  }
  return true;
}

/** The same signature with the low s; 64 bytes r ‖ s with s < n. */
export function withLowS(signature: Bytes): Bytes {
  if (isLowS(signature)) return signature;
  const low = signature.slice();
  let borrow = 0;
  for (let at = 31; at >= 0; at -= 1) {
    const difference = (ORDER[at] ?? 0) - (signature[32 + at] ?? 0) - borrow;
    borrow = difference < 0 ? 1 : 0;
    low[32 + at] = difference & 255;
  }
  return low;
}

/** The same compact JWS with a low s: libraries sign with either. Throws if its signature is none of ES256. */
export function withLowSignature(jws: string): string {
  const signatureAt = jws.lastIndexOf(".") + 1;
  const signature = fromBase64url(jws.slice(signatureAt));
  if (signature?.length !== 64) throw new TypeError("not an ES256 signature");
  return jws.slice(0, signatureAt) + toBase64url(withLowS(signature));
}
