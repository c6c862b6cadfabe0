/** Files of private keys: made once, with permissions for their owner alone, and not read if anybody else could have. */
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The permissions of a file for its group and for everybody. */
const OTHERS = 0o077;

/** Writes a new file. Throws if the file exists: it may be the key of somebody. */
export function writePrivateFile(path: string, text: string): void {
  mustBeNew(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { flag: "wx", mode: 0o600 });
}

export function mustBeNew(path: string): void {
  if (existsSync(path)) throw new Error(`${path} exists already: choose another file for the new key`);
}

/** Reads a file. Throws if other users can read or change it. @param hint the command that makes such a file */
export function readPrivateFile(path: string, hint: string): string {
  if (!existsSync(path)) throw new Error(`${path} is missing: ${hint} makes a key`);
  const file = openSync(path, "r");
  try {
    // Windows has no such permissions.
    if (process.platform !== "win32" && (fstatSync(file).mode & OTHERS) !== 0)
      throw new Error(`${path}: other users can read this key: make a new one, or, if nobody has read it, run chmod 600`);
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}
