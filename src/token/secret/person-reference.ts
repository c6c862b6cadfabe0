/**
 * How an administrator names a person: sealed to the issuer and one division, so that it can be neither guessed nor forged, and one person's
 * references in two divisions cannot be joined. The same person has the same one there, so that it may stand in an address.
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
  /** 54 characters of base64url. */
  readonly seal: (person: PersonKey) => Promise<string>;
  /** Null for what was not sealed by this issuer for this division. */
  readonly open: (reference: string) => Promise<PersonKey | null>;
}

/**
 * The references of one division. AES-GCM with the division as its context, and a keyed hash of what is sealed as its nonce (as RFC 5297
 * does it): a nonce comes again for the same person in the same division only.
 */
export async function personReferences(secrets: Secrets, division: string): Promise<PersonReferences> {
  const bytes = await deriveBytes(secrets.root, `${secrets.issuer}/person-reference`);
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  const how = (iv: Uint8Array<ArrayBuffer>) => ({ name: "AES-GCM", iv, additionalData: encoder.encode(division) });
  return {
    async seal(person) {
      const text = encoder.encode(`person-reference\n${division}\n${person}`);
      const nonce = new Uint8Array(await crypto.subtle.sign("HMAC", secrets.hashing, text)).slice(0, NONCE_BYTES);
      const sealed = new Uint8Array(await crypto.subtle.encrypt(how(nonce), key, fromHex(person)));
      const reference = new Uint8Array(NONCE_BYTES + sealed.length);
      reference.set(nonce);
      reference.set(sealed, NONCE_BYTES);
      return base64url.encode(reference);
    },
    async open(reference) {
      const all = fromBase64url(reference);
      if (all?.length !== NONCE_BYTES + PERSON_KEY_BYTES + TAG_BYTES) return null;
      try {
        const opened = await crypto.subtle.decrypt(how(all.slice(0, NONCE_BYTES)), key, all.slice(NONCE_BYTES));
        return toHex(new Uint8Array(opened)) as PersonKey;
      } catch {
        return null;
      }
    },
  };
}
