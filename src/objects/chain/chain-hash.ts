/** A chain of hashes: each row's hash is made over the one before it, so that no row can be changed, left out or put in between unseen. */
import { toHex } from "../../domain/hex.ts";

/** What the first row follows. */
export const CHAIN_START = "0".repeat(64);

/** The SHA-256 of the hash before and the row's text, in hex. */
export async function chainHash(before: string, body: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${before}\n${body}`))));
}
