/** A chain of hashes: the hash of each row covers the row and the previous hash, so that nobody changes, removes or inserts a row unnoticed. Decision 40. */
import { sha256 } from "../../token/secret/sha256.ts";

/** The hash before the first row; a chain of looks begins with an empty text instead. */
export const CHAIN_START = "0".repeat(64);

/** The SHA-256, in hex, of the previous hash, a line feed and the row's text. */
export function chainHash(before: string, body: string): Promise<string> {
  return sha256(`${before}\n${body}`);
}
