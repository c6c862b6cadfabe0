/** The key by which an officer of the nation signs the register: in a file that nobody else may read, encrypted under a passphrase. RFC 7518 §4.8. */
import { CompactEncrypt, compactDecrypt, importJWK } from "jose";
import * as z from "zod";
import type { FileSigner } from "../../src/token/federation/signed-file.ts";
import { KEY_NAMES } from "./key-names.ts";
import { mustBeNew, readPrivateFile, writePrivateFile } from "../private-file.ts";

/** OWASP Password Storage Cheat Sheet: 210,000 rounds of PBKDF2 with SHA-512 at least. */
const ROUNDS = 600_000;
const LEAST_LETTERS = 12;

const coordinate = z.string().regex(/^[\w-]{43}$/);
const publicKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  kid: z.string().refine(isName),
  x: coordinate,
  y: coordinate,
});
const keyFile = z.strictObject({ public: publicKey, private: z.string() });
const privateJwk = z.strictObject({ ...publicKey.shape, d: coordinate });

/** Whether a person keeps the key: an officer, or a holder of the root. */
function isName(kid: string): boolean {
  return KEY_NAMES.register.test(kid) || KEY_NAMES.root.test(kid);
}

/** Makes a key in a new file. @returns its public half, for the root */
export async function makeOfficerKey(kid: string, path: string, passphrase: string): Promise<z.infer<typeof publicKey>> {
  if (!isName(kid)) throw new Error(`${kid}: a key is called 0.o1, 0.o2 and so on, or root.1 and so on`);
  mustBeNew(path);
  if (passphrase.length < LEAST_LETTERS)
    throw new Error(`A passphrase has at least ${LEAST_LETTERS} letters: several words are easy to keep`);
  const { privateKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", privateKey);
  const whole = privateJwk.parse({ kty, crv, kid, x, y, d });
  const encrypted = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(whole)))
    .setProtectedHeader({ alg: "PBES2-HS512+A256KW", enc: "A256GCM" })
    .setKeyManagementParameters({ p2c: ROUNDS })
    .encrypt(new TextEncoder().encode(passphrase));
  const open = publicKey.parse({ kty, crv, kid, x, y });
  writePrivateFile(path, `${JSON.stringify({ public: open, private: encrypted })}\n`);
  return open;
}

/** Reads a key. Throws if other users can read or change its file, or with another passphrase. */
export async function readOfficerKey(path: string, passphrase: string): Promise<FileSigner> {
  const { public: open, private: encrypted } = keyFile.parse(
    JSON.parse(readPrivateFile(path, "npm run register -- key NAME --key FILE")),
  );
  const secret = new TextEncoder().encode(passphrase);
  const options = {
    keyManagementAlgorithms: ["PBES2-HS512+A256KW"],
    contentEncryptionAlgorithms: ["A256GCM"],
    maxPBES2Count: ROUNDS,
  };
  const text = await compactDecrypt(encrypted, secret, options).then(
    ({ plaintext }) => new TextDecoder().decode(plaintext),
    () => {
      throw new Error(`${path}: this is not the passphrase of the key`);
    },
  );
  const { d, ...jwk } = privateJwk.parse(JSON.parse(text));
  if (JSON.stringify(jwk) !== JSON.stringify(open)) throw new Error(`${path}: the two halves of the key do not belong together`);
  const privateKey = await importJWK({ ...jwk, d, ext: false }, "ES256");
  if (privateKey instanceof Uint8Array) throw new Error(`${path}: not the key of an officer`);
  return { kid: open.kid, privateKey };
}
