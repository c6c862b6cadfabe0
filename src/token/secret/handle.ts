/**
 * Seals and opens handles, which name the person in a credential: a person key and random bytes in one AES block, which only the issuer's key opens. Uses
 * AES-CBC for the single block, because WebCrypto has no ECB.
 */
import type { Bytes } from "../../domain/code/claims.ts";

const BLOCK_BYTES = 16;
const PERSON_KEY_BYTES = 12;
const ZERO_IV = new Uint8Array(BLOCK_BYTES);

/**
 * A handle of 16 bytes: the AES decryption of the block. So `openHandle` is one encryption, which WebCrypto does directly; the decryption of a single
 * block needs the padding below. A handle is sealed once, and opened by the server for each pass.
 * @param key AES-CBC key that may encrypt and decrypt.
 * @param personKey12 the person's 12 bytes. @param nonce4 4 random bytes, new for every credential.
 */
export async function sealHandle(key: CryptoKey, personKey12: Uint8Array, nonce4: Uint8Array): Promise<Bytes> {
  if (personKey12.length !== PERSON_KEY_BYTES || nonce4.length !== BLOCK_BYTES - PERSON_KEY_BYTES)
    throw new RangeError("handle: lengths");
  const iv = new Uint8Array(BLOCK_BYTES);
  iv.set(personKey12);
  iv.set(nonce4, PERSON_KEY_BYTES);
  // The encryption of no bytes gives the padding block that follows our block; WebCrypto decrypts only text with valid padding.
  const padding = await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, new Uint8Array(0));
  const sealed = new Uint8Array(2 * BLOCK_BYTES);
  sealed.set(iv);
  sealed.set(new Uint8Array(padding, 0, BLOCK_BYTES), BLOCK_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv: ZERO_IV }, key, sealed));
}

/** The person's 12 bytes in a handle. The handle is not authenticated by itself; the signature of the credential authenticates it. @param key may encrypt */
export async function openHandle(key: CryptoKey, handle: Bytes): Promise<Bytes> {
  if (handle.length !== BLOCK_BYTES) throw new RangeError("handle: length");
  const block = await crypto.subtle.encrypt({ name: "AES-CBC", iv: ZERO_IV }, key, handle);
  return new Uint8Array(block, 0, PERSON_KEY_BYTES);
}
