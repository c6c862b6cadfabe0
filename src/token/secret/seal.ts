/**
 * Seals records and files under a key derived for one owner: JSON as a compact JWE (dir, A256GCM), a file as nonce and AES-GCM text. RFC 7516, RFC 7518
 * §4.5 and §5.3.
 */
import { CompactEncrypt, compactDecrypt } from "jose";
import { type Secrets, deriveBytes } from "./secrets.ts";

/**
 * Seals a value as JSON.
 * @param owner for whom the key is derived, such as `person/<key>`: a value that is sealed for one owner cannot be opened for another
 * @returns a compact JWE
 */
export async function seal(secrets: Secrets, owner: string, value: unknown): Promise<string> {
  const key = new Uint8Array(await deriveBytes(secrets.root, `${secrets.issuer}/seal/${owner}`));
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(key);
}

/** Opens a value that `seal` made for the same owner. Throws if the owner or the master secret differs, or the text was altered. */
export async function open<T>(secrets: Secrets, owner: string, sealed: string): Promise<T> {
  const key = new Uint8Array(await deriveBytes(secrets.root, `${secrets.issuer}/seal/${owner}`));
  const { plaintext } = await compactDecrypt(sealed, key, {
    keyManagementAlgorithms: ["dir"],
    contentEncryptionAlgorithms: ["A256GCM"],
  });
  return JSON.parse(new TextDecoder().decode(plaintext)) as T;
}

const NONCE_BYTES = 12;

/**
 * Seals a file. NIST SP 800-38D.
 * @param name the name of the file: a file that is sealed under one name cannot be opened under another
 * @returns the nonce, then the sealed bytes
 */
export async function sealBytes(
  secrets: Secrets,
  owner: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(gcm(nonce, name), await bytesKey(secrets, owner), bytes);
  const whole = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  whole.set(nonce);
  whole.set(new Uint8Array(sealed), NONCE_BYTES);
  return whole;
}

/** Opens a file that `sealBytes` made for the same owner and name. Throws like `open`. */
export async function openBytes(
  secrets: Secrets,
  owner: string,
  name: string,
  whole: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await bytesKey(secrets, owner);
  return new Uint8Array(await crypto.subtle.decrypt(gcm(whole.subarray(0, NONCE_BYTES), name), key, whole.subarray(NONCE_BYTES)));
}

function gcm(iv: Uint8Array<ArrayBuffer>, name: string) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
}

async function bytesKey(secrets: Secrets, owner: string): Promise<CryptoKey> {
  const key = await deriveBytes(secrets.root, `${secrets.issuer}/seal-bytes/${owner}`);
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
}
