/** The SHA-256 of a text, in hex: the stored id of a secret, and the link of a chain. */
import { toHex } from "../../domain/hex.ts";

export async function sha256(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
