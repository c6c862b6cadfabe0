/** The key of an operator on their machine: makes it, and reads it from its file. Nobody else may read the file. */
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod";
import { OPERATOR_NAME, type OperatorSigner } from "../src/token/secret/operator.ts";

const keyFile = z.strictObject({
  name: z.string().regex(OPERATOR_NAME),
  jwk: z.strictObject({ kty: z.literal("EC"), crv: z.literal("P-256"), x: z.string(), y: z.string(), d: z.string() }),
});
/** The permissions of a file for its group and for everybody. */
const OTHERS = 0o077;

/** Makes a new key in a new file. Throws if the file exists: it may be the key of somebody. */
export async function makeOperatorKey(name: string, path: string): Promise<OperatorSigner> {
  if (!OPERATOR_NAME.test(name)) throw new Error(`${name}: a name has 1 to 30 letters, digits and . _ -`);
  if (existsSync(path)) throw new Error(`${path} exists already: choose another file for the new key`);
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", keys.privateKey);
  const key = keyFile.parse({ name, jwk: { kty, crv, x, y, d } });
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(key)}\n`, { flag: "wx", mode: 0o600 });
  return key;
}

/** Reads a key. Throws if other users can read or change its file. */
export function readOperatorKey(path: string): OperatorSigner {
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run operator -- new NAME --key FILE makes a key`);
  const file = openSync(path, "r");
  try {
    // Windows has no such permissions.
    if (process.platform !== "win32" && (fstatSync(file).mode & OTHERS) !== 0)
      throw new Error(`${path}: other users can read this key: make a new one, or, if nobody has read it, run chmod 600`);
    return keyOf(path, readFileSync(file, "utf8"));
  } finally {
    closeSync(file);
  }
}

/** The key of the file `path`; a missing one is made. */
export function operatorKeyAt(path: string, name: string): Promise<OperatorSigner> {
  return existsSync(path) ? Promise.resolve(readOperatorKey(path)) : makeOperatorKey(name, path);
}

function keyOf(path: string, text: string): OperatorSigner {
  try {
    return keyFile.parse(JSON.parse(text));
  } catch {
    throw new Error(`${path} is not the key of an operator: npm run operator -- new makes one`);
  }
}
