/** Decompresses P-256 points for engines whose WebCrypto accepts only the long form. SEC 1 §2.3.4. BigInt makes it slow, about a millisecond per point. */
import type { Bytes } from "../../domain/code/claims.ts";

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** The long form of a point, 65 bytes (04 ‖ x ‖ y), from the compressed one, 33 bytes (02 or 03 ‖ x); `null` if the curve has no such point. */
export function decompressPoint(compressed: Uint8Array): Bytes | null {
  const sign = compressed[0];
  if (compressed.length !== 33 || (sign !== 2 && sign !== 3)) return null;
  let x = 0n;
  for (const byte of compressed.subarray(1)) x = (x << 8n) | BigInt(byte);
  if (x >= P) return null;
  const square = (x * x * x - 3n * x + B) % P;
  const ySquare = square < 0n ? square + P : square;
  // p ≡ 3 (mod 4): if a root exists, it is the power (p + 1) / 4.
  const root = power(ySquare, (P + 1n) >> 2n);
  if ((root * root) % P !== ySquare) return null;
  const y = Number(root & 1n) === (sign & 1) ? root : P - root;
  const bytes = new Uint8Array(65);
  bytes.set(compressed);
  bytes[0] = 4;
  let rest = y;
  for (let at = 64; at > 32; at -= 1) {
    bytes[at] = Number(rest & 255n);
    rest >>= 8n;
  }
  return bytes;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}
