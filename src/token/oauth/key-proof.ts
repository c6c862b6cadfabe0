/** Reads DPoP proofs: JWTs by which the sender of a request proves that it holds the key to which its access token is bound. RFC 9449 §4.3. */
import { calculateJwkThumbprint, EmbeddedJWK, type JWK, jwtVerify } from "jose";
import { toBase64url } from "../code/base64url.ts";
import { isTokenId } from "./client-assertion.ts";

const MAX_PROOF_LENGTH = 4096;
/** The longest age of a proof, and the tolerated lead of the client's clock. */
const MAX_AGE_SECONDS = 60;
const CLOCK_TOLERANCE_SECONDS = 10;

export interface KeyProof {
  /** The SHA-256 thumbprint of the key. RFC 7638. */
  readonly thumbprint: string;
  /** The id of the proof. */
  readonly id: string;
  /** The time, ms, after which the server may forget the id, because the proof is too old. */
  readonly forgetAt: number;
}

/** The request that a proof must name. */
export interface ProvedRequest {
  readonly method: string;
  /** Origin and path, without query and fragment. */
  readonly url: string;
  /** The access token that the request presents; null: none. */
  readonly accessToken: string | null;
}

/** The proof in a `DPoP` header; null if it is none for this request: another method, address, token or algorithm, too old, or not signed by the key in it. @param now ms */
export async function readKeyProof(
  text: string,
  { method, url, accessToken }: ProvedRequest,
  now: number,
): Promise<KeyProof | null> {
  if (text.length > MAX_PROOF_LENGTH) return null;
  try {
    const { payload, protectedHeader } = await jwtVerify(text, EmbeddedJWK, {
      algorithms: ["ES256"],
      typ: "dpop+jwt",
      maxTokenAge: MAX_AGE_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    const { jti, iat, htm, htu, ath } = payload;
    const wanted = accessToken === null ? undefined : await hashOf(accessToken);
    if (!isTokenId(jti) || iat === undefined || htm !== method || placeOf(htu) !== url) return null;
    if (wanted !== undefined && ath !== wanted) return null;
    const thumbprint = await calculateJwkThumbprint(protectedHeader["jwk"] as JWK);
    return { thumbprint, id: jti, forgetAt: Math.ceil((iat + MAX_AGE_SECONDS + CLOCK_TOLERANCE_SECONDS + 1) * 1000) };
  } catch {
    return null;
  }
}

/** Origin and path of an address in its usual spelling; null if it is none. */
function placeOf(htu: unknown): string | null {
  const url = typeof htu === "string" ? URL.parse(htu) : null;
  return url === null ? null : url.origin + url.pathname;
}

async function hashOf(accessToken: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(accessToken))));
}
