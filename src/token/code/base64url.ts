/**
 * Base64url without padding, RFC 7515 §2; accepts only one spelling of the same bytes. Writes into a buffer of the caller and by a table of letters, for
 * speed: every verification uses it.
 */
import type { Bytes } from "../../domain/code/claims.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const LETTERS = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
/** The value of each ASCII letter; 255 for those outside the alphabet. Status lists have a million letters, so each takes one lookup. */
const VALUES = new Uint8Array(128).fill(255);
for (const [value, letter] of LETTERS.entries()) VALUES[letter] = value;

/** The number of letters for a number of bytes. */
export function base64urlLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

/** Writes the letters of `bytes` as ASCII from `at` on. */
export function writeBase64url(bytes: Uint8Array, into: Uint8Array, at: number): void {
  let to = at;
  for (let from = 0; from < bytes.length; from += 3) {
    const left = bytes.length - from;
    const three = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    into[to++] = LETTERS[three >> 18] ?? 0;
    into[to++] = LETTERS[(three >> 12) & 63] ?? 0;
    if (left > 1) into[to++] = LETTERS[(three >> 6) & 63] ?? 0;
    if (left > 2) into[to++] = LETTERS[three & 63] ?? 0;
  }
}

/** The letters of bytes. */
export function toBase64url(bytes: Uint8Array): string {
  const letters = new Uint8Array(base64urlLength(bytes.length));
  writeBase64url(bytes, letters, 0);
  return new TextDecoder().decode(letters);
}

/** The bytes of a text; `null` if it has a letter outside the alphabet, an impossible length, or unused last bits that are not 0. */
export function fromBase64url(text: string): Bytes | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let bitCount = 0;
  let at = 0;
  for (let letter = 0; letter < text.length; letter += 1) {
    const value = VALUES[text.charCodeAt(letter)] ?? 255;
    if (value > 63) return null;
    bits = ((bits << 6) | value) & 0xffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[at++] = (bits >> bitCount) & 255;
  }
  return bitCount < 6 && (bits & ((1 << bitCount) - 1)) === 0 ? bytes : null;
}
