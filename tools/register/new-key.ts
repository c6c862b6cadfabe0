/** Makes a key of the nation, and beside it the file of its public half, which goes to the people who make the root. */
import { writeFileSync } from "node:fs";
import type { FileKey } from "../../src/domain/federation/trust-files.ts";
import { fingerprintOf } from "../../src/token/federation/fingerprint.ts";
import { jwkOf } from "../../src/token/federation/signed-file.ts";
import { printLines } from "../operator-act.ts";
import { mustBeNew } from "../private-file.ts";
import { makeOfficerKey } from "./officer-key.ts";
import { askPassphrase } from "./passphrase.ts";

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
