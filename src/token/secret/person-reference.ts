/**
 * References by which an administrator names a person: sealed for the issuer and one division. Nobody can guess or forge a reference, or link the
 * references of one person in two divisions. Within a division the reference of a person never changes, so it can be part of an address.
 */
import { base64url } from "jose";
import type { PersonKey } from "../../domain/access/keys.ts";
import { fromHex, toHex } from "../../domain/hex.ts";
import { fromBase64url } from "../code/base64url.ts";
import { deriveBytes, type Secrets } from "./secrets.ts";

const NONCE_BYTES = 12;
const PERSON_KEY_BYTES = 12;
const TAG_BYTES = 16;
const encoder = new TextEncoder();

export interface PersonReferences {
  /** The reference of a person: 54 characters of base64url. */
  readonly seal: (person: PersonKey) => Promise<string>;
  /** The person of a reference; null if this issuer did not seal it for this division. */
  readonly open: (reference: string) => Promise<PersonKey | null>;
}

/**
 * Seals and opens the references of one division. AES-GCM with the division as additional data and a keyed hash of division and person as nonce (the
 * idea of RFC 5297): a nonce repeats only for the same person in the same division.
 */
export async function personReferences(secrets: Secrets, division: string): Promise<PersonReferences> {
  const bytes = await deriveBytes(secrets.root, `${secrets.issuer}/person-reference`);
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  const parameters = (iv: Uint8Array<ArrayBuffer>) => ({ name: "AES-GCM", iv, additionalData: encoder.encode(division) });
  return {
    async seal(person) {
      const text = encoder.encode(`person-reference\n${division}\n${person}`);
      const nonce = new Uint8Array(await crypto.subtle.sign("HMAC", secrets.hashing, text)).slice(0, NONCE_BYTES);
      const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters(nonce), key, fromHex(person)));
      const reference = new Uint8Array(NONCE_BYTES + sealed.length);
      reference.set(nonce);
      reference.set(sealed, NONCE_BYTES);
      return base64url.encode(reference);
    },
    async open(reference) {
      const all = fromBase64url(reference);
      if (all?.length !== NONCE_BYTES + PERSON_KEY_BYTES + TAG_BYTES) return null;
      try {
        const opened = await crypto.subtle.decrypt(parameters(all.slice(0, NONCE_BYTES)), key, all.slice(NONCE_BYTES));
        return toHex(new Uint8Array(opened)) as PersonKey;
      } catch {
        return null;
      }
    },
  };
}
