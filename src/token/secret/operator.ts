/**
 * Signs and reads the requests of operators: JWTs for one issuer, each accepted once and within five minutes, signed with the operator's own key. The header names
 * the key by its thumbprint. RFC 7519, ES256, RFC 7638.
 */
import { calculateJwkThumbprint, errors, importJWK, jwtVerify, SignJWT } from "jose";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { isLowS, withLowSignature } from "../code/low-s.ts";
import { jwsOf, payloadOf } from "../status/jws.ts";

const [ALGORITHM, TYPE] = ["ES256", "yima-operator+jwt"];
const HEADER = ["alg", "typ", "kid"];
const CLAIMS = ["jti", "aud", "iat", "exp", "act"];
const LIFETIME_SECONDS = 300;
/** The tolerated difference between the clocks of the operator and the server. */
const CLOCK_TOLERANCE_SECONDS = 60;

/** The name of an operator, as officers see it. */
export const OPERATOR_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,29}$/u;

/** A P-256 public key. RFC 7518 §6.2. */
export interface PublicJwk {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}

/** One of an operator's keys, as YIMA_OPERATORS names it. While an operator changes keys, two entries have the same name. */
export interface OperatorKey {
  readonly name: string;
  readonly jwk: PublicJwk;
}

/** The private half of such a key, with its name. The server never has it. */
export interface OperatorSigner {
  readonly name: string;
  readonly jwk: PublicJwk & { readonly d: string };
}

export interface OperatorRequest {
  /** The name of the operator who signed. */
  readonly operator: string;
  /** The id of the request, which the server accepts once. */
  readonly id: string;
  /** The time, ms, after which the server may forget the id, because the request has expired. */
  readonly forgetAt: number;
  /** The requested act, unchecked. */
  readonly act: unknown;
}

/** `operator_key_required`: the command of an earlier release signed with the master secret. */
export type OperatorRefusal = {
  readonly code: "operator_request_refused" | "operator_request_expired" | "operator_key_required";
};

/** The entry of a key in the setting YIMA_OPERATORS. */
export function publicHalf({ name, jwk: { kty, crv, x, y } }: OperatorSigner): OperatorKey {
  return { name, jwk: { kty, crv, x, y } };
}

/** The signed text of a request. @param id a new one for each request @param now ms */
export async function signOperatorRequest(
  signer: OperatorSigner,
  issuer: IssuerCode,
  id: string,
  act: unknown,
  now: number,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  const kid = await calculateJwkThumbprint({ ...publicHalf(signer).jwk });
  const request = new SignJWT({ act })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .setJti(id)
    .setAudience(issuer)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS);
  return withLowSignature(await request.sign(await importJWK({ ...signer.jwk }, ALGORITHM)));
}

/**
 * Verifies the signature and the time of a request and reads it. It has one spelling: no other members, none twice, no blanks, no padding, a low s. The caller
 * must check whether its id was used before.
 * @param keys the keys of all operators @param now ms
 */
export async function readOperatorRequest(
  keys: readonly OperatorKey[],
  issuer: IssuerCode,
  text: string,
  now: number,
): Promise<Result<OperatorRequest, OperatorRefusal>> {
  const refused = refuse({ code: "operator_request_refused" as const });
  const jws = jwsOf(text);
  if (jws === null) return refused;
  if (jws.header["alg"] === "HS256") return refuse({ code: "operator_key_required" });
  const key = await keyNamed(keys, jws.header["kid"]);
  if (key === undefined || !hasOnly(jws.header, HEADER) || !isLowS(jws.signature)) return refused;
  const claims = payloadOf(jws);
  if (claims === null || !hasOnly(claims, CLAIMS) || claims["aud"] !== issuer) return refused;
  try {
    const { jti, iat, act } = await verified(text, key, now);
    if (typeof jti !== "string" || !/^[A-Za-z0-9-]{16,64}$/.test(jti) || iat === undefined) return refused;
    const forgetAt = (iat + LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS + 1) * 1000;
    return accept({ operator: key.name, id: jti, forgetAt, act });
  } catch (error) {
    return error instanceof errors.JWTExpired ? refuse({ code: "operator_request_expired" }) : refused;
  }
}

async function verified(text: string, { jwk }: OperatorKey, now: number) {
  const { payload } = await jwtVerify(text, await importJWK({ ...jwk }, ALGORITHM), {
    algorithms: [ALGORITHM],
    typ: TYPE,
    requiredClaims: CLAIMS,
    // Limits the life of a request even if its `exp` claims a longer one.
    maxTokenAge: LIFETIME_SECONDS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    currentDate: new Date(now),
  });
  return payload;
}

async function keyNamed(keys: readonly OperatorKey[], kid: unknown): Promise<OperatorKey | undefined> {
  const thumbprints = await Promise.all(keys.map(({ jwk }) => calculateJwkThumbprint({ ...jwk })));
  return keys[thumbprints.findIndex((thumbprint) => thumbprint === kid)];
}

function hasOnly(fields: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return Object.keys(fields).every((name) => names.includes(name));
}
