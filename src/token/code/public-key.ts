/** Public keys of issuers and officers as JWKs have them: ECDSA on P-256 by the coordinates of the point. RFC 7518 §6.2. */
import { fromBase64url } from "./base64url.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
const COORDINATE_BYTES = 32;

/** Whether a value is a coordinate of a P-256 point in its only spelling. */
export function isCoordinate(value: unknown): value is string {
  return typeof value === "string" && fromBase64url(value)?.length === COORDINATE_BYTES;
}

/** The verifying key of a point; null if the point is not on the curve. */
export async function importPoint({ x, y }: { readonly x: string; readonly y: string }): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y }, P256, false, ["verify"]);
  } catch {
    return null;
  }
}
