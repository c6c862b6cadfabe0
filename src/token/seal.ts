/** Sealed records: JSON as a compact JWE (dir, A256GCM) under a key derived for one owner. RFC 7516, RFC 7518 §4.5 and §5.3. */
import { CompactEncrypt, compactDecrypt } from "jose";
import { type Secrets, deriveBytes } from "./secrets.ts";

/**
 * @param owner whose key seals it, such as `person/<key>`: what is sealed for one cannot be opened as another's
 * @returns a compact JWE
 */
export async function seal(secrets: Secrets, owner: string, value: unknown): Promise<string> {
  const key = new Uint8Array(await deriveBytes(secrets.root, `${secrets.issuer}/seal/${owner}`));
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(key);
}

/** Opens what `seal` made for the same owner; throws where it was made for another, altered, or sealed under another master secret. */
export async function open<T>(secrets: Secrets, owner: string, sealed: string): Promise<T> {
  const key = new Uint8Array(await deriveBytes(secrets.root, `${secrets.issuer}/seal/${owner}`));
  const { plaintext } = await compactDecrypt(sealed, key, {
    keyManagementAlgorithms: ["dir"],
    contentEncryptionAlgorithms: ["A256GCM"],
  });
  return JSON.parse(new TextDecoder().decode(plaintext)) as T;
}
