/** New device keys of a phone, and the request for credentials that proves them. */
import { base64url } from "jose";
import { compressPoint } from "../../src/token/code/live.ts";
import { signPossession } from "../../src/token/code/possession.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;

/** @param person the id of the person within the account @param at the time of the proofs */
export async function aCredentialsRequest(person: string, count = 1, at = new Date().toISOString()) {
  const made = await Promise.all(
    Array.from({ length: count }, async () => {
      const { privateKey, publicKey } = (await crypto.subtle.generateKey(P256, false, ["sign", "verify"])) as CryptoKeyPair;
      const raw = new Uint8Array((await crypto.subtle.exportKey("raw", publicKey)) as ArrayBuffer);
      const deviceKey = base64url.encode(compressPoint(raw));
      const signature = base64url.encode(await signPossession({ person, at, deviceKey }, privateKey));
      return { privateKey, deviceKey, signature };
    }),
  );
  return {
    privateKeys: made.map(({ privateKey }) => privateKey),
    body: {
      deviceKeys: made.map(({ deviceKey }) => deviceKey),
      possession: { at, signatures: made.map(({ signature }) => signature) },
    },
  };
}
