/** Makes a key of the nation, and beside it the file of its public half, which goes to the people who make the root. */
import { writeFileSync } from "node:fs";
import { calculateJwkThumbprint } from "jose";
import type { FileKey } from "../../src/domain/federation/trust-files.ts";
import { jwkOf } from "../../src/token/federation/signed-file.ts";
import { printLines } from "../operator-act.ts";
import { mustBeNew } from "../private-file.ts";
import { makeOfficerKey } from "./officer-key.ts";
import { askPassphrase } from "./passphrase.ts";

/** Hex digits of a fingerprint: 80 bits are too many to search for a second key. */
const DIGITS = 20;

/** The short text by which people compare a key on the telephone: the begin of its thumbprint (RFC 7638), such as `8f1c 02d4 9be3 7a10 55c6`. */
export async function fingerprintOf({ x, y }: Pick<FileKey, "x" | "y">): Promise<string> {
  const hash = Buffer.from(await calculateJwkThumbprint({ kty: "EC", crv: "P-256", x, y }), "base64url");
  return (hash.toString("hex").slice(0, DIGITS).match(/.{4}/g) ?? []).join(" ");
}

/** Makes the key of a person in the new file `path`, under a passphrase that it asks for. @param name `0.o1` or `root.1` */
export function makeKey(name: string, path: string): Promise<void> {
  return withPublicHalf(path, async () => makeOfficerKey(name, path, await askPassphrase("New passphrase: ")));
}

/** Writes the public half of a new key to `PATH.public`, and prints it with its fingerprint. */
export async function withPublicHalf(path: string, make: () => Promise<FileKey>): Promise<void> {
  const open = `${path}.public`;
  mustBeNew(open);
  const key = await make();
  const text = JSON.stringify(jwkOf(key));
  writeFileSync(open, `${text}\n`, { flag: "wx" });
  printLines([text, `${key.kid}: ${await fingerprintOf(key)}`]);
}
