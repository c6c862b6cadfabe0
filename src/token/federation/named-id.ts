/** Ids that follow from a name, so that each attempt has the same without storing it: UUID version 8 (RFC 9562 §5.8) with bits of the SHA-256 of the name. */
import { toHex } from "../../domain/hex.ts";

/** @returns in lower case */
export async function namedId(name: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name)));
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return toHex(hash.subarray(0, 16)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
