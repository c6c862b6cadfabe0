/** Reads the assertions with which clients prove who they are, `private_key_jwt`: JWTs for this issuer alone, signed with a key of the client, valid for a minute. RFC 7523, RFC 7521. */
import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import type { ClientKey } from "../../domain/client/client.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { importPoint } from "../code/public-key.ts";

export const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const TYPE = "client-authentication+jwt";
/** The longest life of an assertion, from the server's clock. */
const MAX_LIFETIME_SECONDS = 60;
/** The tolerated lead of the client's clock. */
const CLOCK_TOLERANCE_SECONDS = 10;
const MAX_ASSERTION_LENGTH = 4096;

/** An assertion whose signature is not verified yet. */
export interface UnverifiedAssertion {
  readonly text: string;
  readonly client: string;
  readonly kid: string | null;
  /** The id of the assertion, which the server accepts once. */
  readonly id: string;
  /** The time, ms, after which the server may forget the id, because the assertion has expired. */
  readonly forgetAt: number;
}

/** Why an assertion is refused, for the engineer of the client. */
export interface AssertionFault {
  readonly code: "invalid_client";
  readonly words: string;
}

const wrong = (words: string) => refuse<AssertionFault>({ code: "invalid_client", words });

/** An id that its sender makes once: an assertion's, or a proof's. */
export function isTokenId(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7E]{1,128}$/.test(value);
}

/**
 * Reads an assertion without its signature.
 * @param audience the origin of this issuer, the only audience @param now ms
 */
export function openAssertion(text: string, audience: string, now: number): Result<UnverifiedAssertion, AssertionFault> {
  const parts = partsOf(text);
  if (parts === null) return wrong("the assertion is no JWT of at most 4096 characters");
  const { header, claims } = parts;
  const { iss, sub, aud, exp, nbf, iat, jti } = claims;
  const second = now / 1000;
  const latest = second + CLOCK_TOLERANCE_SECONDS;
  if (header.alg !== "ES256") return wrong("alg must be ES256");
  if (header.typ !== undefined && header.typ !== TYPE) return wrong(`typ must be ${TYPE} or absent`);
  if (typeof iss !== "string" || iss !== sub) return wrong("iss and sub must both be the id of the client");
  if (aud !== audience) return wrong(`aud must be ${audience}, as one string`);
  if (!isTokenId(jti)) return wrong("jti must have 1 to 128 printable characters");
  if (typeof exp !== "number" || exp <= second) return wrong("exp is over or missing");
  if (exp > latest + MAX_LIFETIME_SECONDS) return wrong("exp must be at most 60 seconds ahead");
  if ((nbf ?? 0) > latest || (iat ?? 0) > latest) return wrong("nbf or iat is in the future");
  const kid = typeof header.kid === "string" ? header.kid : null;
  return accept({ text, client: iss, kid, id: jti, forgetAt: Math.ceil(exp * 1000) });
}

/** Whether one of the client's keys has signed the assertion. Without a `kid` each key is tried. */
export async function isSignedByClient(
  { text, kid }: UnverifiedAssertion,
  keys: readonly ClientKey[],
  now: number,
): Promise<boolean> {
  for (const key of keys) {
    if (kid !== null && kid !== key.kid) continue;
    const publicKey = await importPoint(key);
    if (publicKey !== null && (await hasSigned(text, publicKey, now))) return true;
  }
  return false;
}

async function hasSigned(text: string, key: CryptoKey, now: number): Promise<boolean> {
  const options = { algorithms: ["ES256"], currentDate: new Date(now), clockTolerance: CLOCK_TOLERANCE_SECONDS };
  return jwtVerify(text, key, options).then(
    () => true,
    () => false,
  );
}

function partsOf(text: string) {
  if (text.length > MAX_ASSERTION_LENGTH) return null;
  try {
    return { header: decodeProtectedHeader(text), claims: decodeJwt(text) };
  } catch {
    return null;
  }
}
