/** Verifies a signature by the command `openssl`, which knows no JOSE, and takes a JWS apart for it. */
import { createPublicKey, type JsonWebKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../tools/command.ts";

/** Whether OpenSSL finds that a key has signed a compact JWS by ES256. @param program the path of openssl */
export async function opensslVerifies(program: string, jws: string, jwk: JsonWebKey): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "yima-openssl-"));
  const at = (name: string) => join(folder, name);
  const end = jws.lastIndexOf(".");
  writeFileSync(at("signed"), jws.slice(0, end));
  writeFileSync(at("signature"), derOf(Buffer.from(jws.slice(end + 1), "base64url")));
  writeFileSync(at("key"), createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" }));
  const args = ["dgst", "-sha256", "-verify", at("key"), "-signature", at("signature"), at("signed")];
  const { status } = await run(program, args, { capture: true });
  rmSync(folder, { recursive: true });
  return status === 0;
}

/** The signature r ‖ s as a sequence of two whole numbers (X.690 §8.3): without zeros before them, except one before a first bit that is set. */
function derOf(signature: Buffer): Buffer {
  const numbers = [signature.subarray(0, 32), signature.subarray(32)].map((bytes) => {
    const begin = bytes.findIndex((byte) => byte !== 0);
    const sign = (bytes[begin] ?? 0) > 127 ? [0] : [];
    return Buffer.from([2, sign.length + bytes.length - begin, ...sign, ...bytes.subarray(begin)]);
  });
  return Buffer.concat([
    Buffer.of(
      0x30,
      numbers.reduce((sum, { length }) => sum + length, 0),
    ),
    ...numbers,
  ]);
}

/** The first signature of a file in the general form, as a compact JWS. */
export function firstPart({ payload, signatures: [one] }: ReturnType<typeof payloadOf>): string {
  return `${one.protected}.${payload}.${one.signature}`;
}

/** The JSON in base64url. */
export function payloadOf(base64url: string) {
  return JSON.parse(Buffer.from(base64url, "base64url").toString("utf8"));
}
