/** Fingerprints of keys, by which people compare them on the telephone, and the changes of a register in words that name them. */
import { changedKeys, type RegisterChange, registerChanges } from "../../domain/federation/register-changes.ts";
import type { FileKey, Register } from "../../domain/federation/trust-files.ts";
import { toHex } from "../../domain/hex.ts";

/** Bytes of a fingerprint: 80 bits are too many to search for a second key. */
const BYTES = 10;

/** The begin of the key's thumbprint (RFC 7638), such as `8f1c 02d4 9be3 7a10 55c6`. */
export async function fingerprintOf({ x, y }: Pick<FileKey, "x" | "y">): Promise<string> {
  const members = new TextEncoder().encode(JSON.stringify({ crv: "P-256", kty: "EC", x, y }));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", members));
  return (toHex(hash.subarray(0, BYTES)).match(/.{4}/g) ?? []).join(" ");
}

/** All changes, as registerChanges tells them. @param before null: there was no register */
export async function toldChanges(
  before: Pick<Register, "members"> | null,
  after: Pick<Register, "members">,
): Promise<readonly RegisterChange[]> {
  const keys = changedKeys(before, after);
  const prints = new Map(await Promise.all(keys.map(async (key) => [`${key.x} ${key.y}`, await fingerprintOf(key)] as const)));
  return registerChanges(before, after, ({ kid, x, y }) => {
    const print = prints.get(`${x} ${y}`);
    if (print === undefined) throw new Error(`No fingerprint of ${kid}`);
    return print;
  });
}
