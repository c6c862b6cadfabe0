/** A hash of the sources, to find out whether the last build is up to date. It covers contents and not file times, which a clone or a branch switch changes too. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./command.ts";

/** The files and folders that the fingerprint covers. A change of any other file makes no new build. */
const INPUTS = [
  "src",
  "static",
  "packages",
  "test/vectors/code",
  "tools",
  "package-lock.json",
  "vite.config.ts",
  "wrangler.toml",
];

const FILE = join(root, "dist", "fingerprint.txt");

/** The fingerprint of the present sources: SHA-256 in hex over the version of Node and the paths and contents of all inputs. */
export function sourceFingerprint(): string {
  const hash = createHash("sha256").update(process.version);
  for (const path of INPUTS.flatMap((name) => filesBelow(join(root, name)))) {
    hash.update(`\0${relative(root, path)}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** The fingerprint that the last complete build wrote; undefined if there is none. */
export function builtFingerprint(): string | undefined {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    return undefined;
  }
}

export const fingerprintFile = FILE;

function filesBelow(path: string): readonly string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (stats.isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
