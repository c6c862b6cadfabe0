/** Says whether what was built still belongs to the sources, by content: a clone or a branch switch changes times, not bytes. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./command.ts";

/** All that a build reads. */
const INPUTS = ["src", "static", "tools", "index.html", "package-lock.json", "vite.config.ts", "wrangler.toml"];

const FILE = join(root, "dist", "fingerprint.txt");

/** SHA-256 over the paths and contents of everything that a build reads, in hex. */
export function sourceFingerprint(): string {
  const hash = createHash("sha256").update(process.version);
  for (const path of INPUTS.flatMap((name) => filesBelow(join(root, name)))) {
    hash.update(`\0${relative(root, path)}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** The fingerprint that the last complete build left; undefined where there was none. */
export function builtFingerprint(): string | undefined {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    return undefined;
  }
}

export const fingerprintFile = FILE;

function filesBelow(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
