/** The master secret of the local system, from which its other secrets are derived (the signing keys are random): made at the first start, in a file that git ignores. A deployment has another one (docs/deploy.md). */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const KEY_BYTES = 32;

/** The 32 bytes of the file `path`, in base64url. A missing file is created with random bytes and mode 0600. */
export function localMasterKey(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, randomBytes(KEY_BYTES).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const key = readFileSync(path, "utf8").trim();
  if (Buffer.from(key, "base64url").length !== KEY_BYTES)
    throw new Error(`${path} does not hold ${KEY_BYTES} bytes in base64url`);
  return key;
}
