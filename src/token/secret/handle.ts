/**
 * Seals and opens handles, which name the person in a credential: a person key and random bytes in one AES block, which only the issuer's key opens. Uses
 * AES-CBC for the single block, because WebCrypto has no ECB.
 */
import type { Bytes } from "../../domain/code/claims.ts";

const BLOCK_BYTES = 16;
const PERSON_KEY_BYTES = 12;
const ZERO_IV = new Uint8Array(BLOCK_BYTES);

/**
 * Handles of 16 bytes, each the AES decryption of one block. So `openHandle` is one encryption, which WebCrypto does directly; the decryption needs the padding
 * below. A handle is sealed once, and opened by the server for each pass.
 * @param key AES-CBC key that may encrypt and decrypt.
 * @param personKey12 the person's 12 bytes. @param nonces 4 random bytes for each handle, at least one.
 */
export async function sealHandles(
  key: CryptoKey,
  personKey12: Uint8Array,
  nonces: readonly Uint8Array[],
): Promise<readonly Bytes[]> {
  if (personKey12.length !== PERSON_KEY_BYTES || nonces.some(({ length }) => length !== BLOCK_BYTES - PERSON_KEY_BYTES))
    throw new RangeError("handle: lengths");
  const end = nonces.length * BLOCK_BYTES;
  const blocks = new Uint8Array(end + BLOCK_BYTES);
  for (const [index, nonce] of nonces.entries()) {
    blocks.set(personKey12, index * BLOCK_BYTES);
    blocks.set(nonce, index * BLOCK_BYTES + PERSON_KEY_BYTES);
  }
  // The encryption of no bytes gives the padding block that follows the last one; WebCrypto decrypts only text with valid padding.
  const padding = await crypto.subtle.encrypt(
    { name: "AES-CBC", iv: blocks.slice(end - BLOCK_BYTES, end) },
    key,
    new Uint8Array(0),
  );
  blocks.set(new Uint8Array(padding), end);
  const decrypted = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv: ZERO_IV }, key, blocks));
  // CBC has added the block before to each block but the first (NIST SP 800-38A §6.2).
  for (let at = BLOCK_BYTES; at < end; at += 1) decrypted[at] = (decrypted[at] ?? 0) ^ (blocks[at - BLOCK_BYTES] ?? 0);
  return nonces.map((_, index) => decrypted.slice(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES));
}

/** The person's 12 bytes in a handle. The handle is not authenticated by itself; the signature of the credential authenticates it. @param key may encrypt */
export async function openHandle(key: CryptoKey, handle: Bytes): Promise<Bytes> {
  if (handle.length !== BLOCK_BYTES) throw new RangeError("handle: length");
  const block = await crypto.subtle.encrypt({ name: "AES-CBC", iv: ZERO_IV }, key, handle);
  return new Uint8Array(block, 0, PERSON_KEY_BYTES);
}
