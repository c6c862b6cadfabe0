/** The key of an operator on their machine: makes it, and reads it from its file. Nobody else may read the file. */
import { existsSync } from "node:fs";
import * as z from "zod";
import { OPERATOR_NAME, type OperatorSigner } from "../src/token/secret/operator.ts";
import { mustBeNew, readPrivateFile, writePrivateFile } from "./private-file.ts";

const keyFile = z.strictObject({
  name: z.string().regex(OPERATOR_NAME),
  jwk: z.strictObject({ kty: z.literal("EC"), crv: z.literal("P-256"), x: z.string(), y: z.string(), d: z.string() }),
});

/** Makes a new key in a new file. Throws if the file exists: it may be the key of somebody. */
export async function makeOperatorKey(name: string, path: string): Promise<OperatorSigner> {
  if (!OPERATOR_NAME.test(name)) throw new Error(`${name}: a name has 1 to 30 letters, digits and . _ -`);
  mustBeNew(path);
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", keys.privateKey);
  const key = keyFile.parse({ name, jwk: { kty, crv, x, y, d } });
  writePrivateFile(path, `${JSON.stringify(key)}\n`);
  return key;
}

/** Reads a key. Throws if other users can read or change its file. */
export function readOperatorKey(path: string): OperatorSigner {
  return keyOf(path, readPrivateFile(path, "npm run operator -- new NAME --key FILE"));
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
