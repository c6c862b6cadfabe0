/** The check of what an authenticator has signed, by @simplewebauthn/server: loaded with the first passkey, because it is large. Attestations are not asked for, so that nobody is refused for the maker of a device. */
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { base64url } from "jose";
import { PASSKEY_ALGORITHMS } from "../../../domain/access/passkey.ts";
import type { NewPasskeyBody, ShownPasskeyBody } from "../../../contract/passkey/passkey.ts";
import type { PasskeyRow } from "../../../objects/accounts/passkey-rpc.ts";

/** What an answer must be about. */
export interface Expected {
  readonly challenge: string;
  /** The origins of the pages that may ask. */
  readonly origins: readonly string[];
  readonly rpId: string;
}

export type VerifiedPasskey = Pick<PasskeyRow, "id" | "publicKey" | "counter">;

/** The passkey in the answer of `navigator.credentials.create`; null if the answer is not about this challenge, origin and host, or the user was not verified. */
export async function verifiedPasskey(
  { id, clientDataJSON, attestationObject }: NewPasskeyBody,
  { challenge, origins, rpId }: Expected,
): Promise<VerifiedPasskey | null> {
  if (isInForeignFrame(clientDataJSON)) return null;
  const response = { id, rawId: id, type: "public-key" as const, response: { clientDataJSON, attestationObject } };
  const verified = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: [...origins],
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS],
  }).catch(refused);
  if (verified?.verified !== true) return null;
  const { credential } = verified.registrationInfo;
  // The id in the signed data, and not the one beside it.
  return credential.id === id ? { id, publicKey: base64url.encode(credential.publicKey), counter: credential.counter } : null;
}

/** The new count of the authenticator; null if the answer of `navigator.credentials.get` does not fit, or is not signed by this passkey. */
export async function verifiedCounter(
  { id, clientDataJSON, authenticatorData, signature }: ShownPasskeyBody,
  passkey: PasskeyRow,
  { challenge, origins, rpId }: Expected,
): Promise<number | null> {
  if (isInForeignFrame(clientDataJSON)) return null;
  const response = { id, rawId: id, type: "public-key" as const, response: { clientDataJSON, authenticatorData, signature } };
  const verified = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: [...origins],
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(base64url.decode(passkey.publicKey)), counter: passkey.counter },
  }).catch(refused);
  return verified?.verified === true ? verified.authenticationInfo.newCounter : null;
}

/** Whether the page that asked was in a frame of another site: the library checks this only if the browser names that site. */
function isInForeignFrame(clientDataJSON: string): boolean {
  try {
    const data: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(clientDataJSON)));
    return typeof data !== "object" || data === null || ("crossOrigin" in data && data.crossOrigin !== false);
  } catch {
    return true;
  }
}

/** The library throws for each fault. Its message names no secret; the person gets one refusal for all of them. */
function refused(bug: unknown): null {
  console.warn("a passkey was refused:", bug instanceof Error ? bug.message : "no error");
  return null;
}
