/**
 * The proof of a phone that it has the private half of a device key: a signature by that key of the person, the time and the key itself. The phone makes it when
 * it requests a credential, and the issuer checks it. It is no part of a code.
 */
import type { Bytes } from "../../domain/code/claims.ts";
import { fromBase64url } from "./base64url.ts";
import { ES256 } from "./header.ts";

/** The first line of the signed text, so that a signature for another use of the key is never this proof. */
const LABEL = "yima-key-1";

const ENCODER = new TextEncoder();

/** The content of a proof. */
export interface Possession {
  /** The id of the person within the account that requests the credential. */
  readonly person: string;
  /** The time of the proof as the request names it. */
  readonly at: string;
  /** The public key as the request names it. */
  readonly deviceKey: string;
}

/** The signed bytes: four lines, of which none can contain a line break. */
function signedText({ person, at, deviceKey }: Possession): Bytes {
  return ENCODER.encode(`${LABEL}\n${person}\n${at}\n${deviceKey}`);
}

/** The signature r ‖ s, 64 bytes. @param privateKey the private half of the device key */
export async function signPossession(possession: Possession, privateKey: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(ES256, privateKey, signedText(possession)));
}

/** Whether the owner of the device key signed. @param signature 64 bytes in base64url */
export async function isPossessed(possession: Possession, publicKey: CryptoKey, signature: string): Promise<boolean> {
  const bytes = fromBase64url(signature);
  return bytes !== null && crypto.subtle.verify(ES256, publicKey, bytes, signedText(possession));
}
