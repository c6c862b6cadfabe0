/** The nation's online key: a private JWK in a file that nobody else may read, until an operator puts it among the secrets of the deployment. */
import type { FileKey } from "../../src/domain/federation/trust-files.ts";
import { fileKeyOf } from "../../src/token/federation/signed-file.ts";
import { writePrivateFile } from "../private-file.ts";
import { KEY_NAMES } from "../register/key-names.ts";

/** Makes the key in a new file. @returns its public half, for the root */
export async function makeOnlineKey(kid: string, path: string): Promise<FileKey> {
  if (!KEY_NAMES.state.test(kid)) throw new Error(`${kid}: an online key is called 0.s1, 0.s2 and so on`);
  const { privateKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", privateKey);
  const key = fileKeyOf({ kty, crv, kid, x, y });
  if (key === null) throw new Error("this runtime made no key on P-256");
  writePrivateFile(path, `${JSON.stringify({ kty, crv, kid, x, y, d })}\n`);
  return key;
}
