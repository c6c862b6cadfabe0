/** A chain of hashes: the hash of each row covers the row and the previous hash, so that nobody changes, removes or inserts a row unnoticed. Decision 40. */
import { toHex } from "../../domain/hex.ts";

/** The hash before the first row; a chain of looks begins with an empty text instead. */
export const CHAIN_START = "0".repeat(64);

/** The SHA-256, in hex, of the previous hash, a line feed and the row's text. */
export function chainHash(before: string, body: string): Promise<string> {
  return sha256(`${before}\n${body}`);
}

export async function sha256(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
