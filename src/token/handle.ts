/** Subject handles: a person key and fresh bytes as one AES block, which only the issuer's key opens. One block by AES-CBC, as WebCrypto has no ECB. */
import type { Bytes } from "../domain/code/claims.ts";

const BLOCK_BYTES = 16;
const PERSON_KEY_BYTES = 12;
const ZERO_IV = new Uint8Array(BLOCK_BYTES);

/**
 * Handle of 16 bytes.
 * @param key AES-CBC key that may encrypt.
 * @param personKey12 the person's 12 bytes. @param nonce4 4 random bytes, new for every credential.
 */
export async function sealHandle(key: CryptoKey, personKey12: Uint8Array, nonce4: Uint8Array): Promise<Bytes> {
  if (personKey12.length !== PERSON_KEY_BYTES || nonce4.length !== BLOCK_BYTES - PERSON_KEY_BYTES)
    throw new RangeError("handle: lengths");
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(personKey12);
  block.set(nonce4, PERSON_KEY_BYTES);
  return firstBlock(await crypto.subtle.encrypt({ name: "AES-CBC", iv: ZERO_IV }, key, block));
}

/** The person's 12 bytes of a handle. Not authenticated by itself: the credential's signature is. `key` may encrypt and decrypt. */
export async function openHandle(key: CryptoKey, handle: Uint8Array): Promise<Bytes> {
  if (handle.length !== BLOCK_BYTES) throw new RangeError("handle: length");
  const iv = new Uint8Array(handle);
  // Encrypting nothing gives the padding's block chained to the handle, without which WebCrypto decrypts nothing.
  const padding = await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, new Uint8Array(0));
  const sealed = new Uint8Array(2 * BLOCK_BYTES);
  sealed.set(iv);
  sealed.set(firstBlock(padding), BLOCK_BYTES);
  const block = await crypto.subtle.decrypt({ name: "AES-CBC", iv: ZERO_IV }, key, sealed);
  return new Uint8Array(block).slice(0, PERSON_KEY_BYTES);
}

function firstBlock(sealed: ArrayBuffer): Bytes {
  return new Uint8Array(sealed).slice(0, BLOCK_BYTES);
}
