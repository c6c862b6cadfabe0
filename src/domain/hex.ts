/** Bytes as lower-case hex digits and back. */

/** The two hex digits of each byte value. */
const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += PAIRS[byte] ?? "";
  return hex;
}

/** The bytes of a hex text. @param hex an even number of hex digits; anything else is a bug of the caller */
export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}
