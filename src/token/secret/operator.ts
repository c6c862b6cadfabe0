/** Signs and reads the requests of operators: JWTs for one issuer, each accepted once and within five minutes, signed with a key derived from the master secret. RFC 7519, HS256. */
import { errors, jwtVerify, SignJWT } from "jose";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { jwsOf } from "../status/jws.ts";
import { deriveBytes, type Secrets } from "./secrets.ts";

const HEADER = { alg: "HS256", typ: "yima-operator+jwt" } as const;
const LIFETIME_SECONDS = 300;
/** The tolerated difference between the clocks of the operator and the server. */
const CLOCK_TOLERANCE_SECONDS = 60;

export interface OperatorRequest {
  /** The id of the request, which the server accepts once. */
  readonly id: string;
  /** The time, ms, after which the server may forget the id, because the request has expired. */
  readonly forgetAt: number;
  /** The requested act, unchecked. */
  readonly act: unknown;
}

export type OperatorRefusal = { readonly code: "operator_request_refused" } | { readonly code: "operator_request_expired" };

/** The signed text of a request. @param id a new one for each request @param now ms */
export async function signOperatorRequest(secrets: Secrets, id: string, act: unknown, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ act })
    .setProtectedHeader(HEADER)
    .setJti(id)
    .setAudience(secrets.issuer)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(await keyOf(secrets));
}

/** Verifies the signature and the time of a request and reads it. The caller must check whether its id was used before. @param now ms */
export async function readOperatorRequest(
  secrets: Secrets,
  text: string,
  now: number,
): Promise<Result<OperatorRequest, OperatorRefusal>> {
  const header = jwsOf(text)?.header;
  if (header === undefined || Object.keys(header).some((name) => !Object.hasOwn(HEADER, name)))
    return refuse({ code: "operator_request_refused" });
  try {
    const { payload } = await jwtVerify(text, await keyOf(secrets), {
      algorithms: [HEADER.alg],
      typ: HEADER.typ,
      audience: secrets.issuer,
      requiredClaims: ["jti", "iat", "exp", "act"],
      // Limits the life of a request even if its `exp` claims a longer one.
      maxTokenAge: LIFETIME_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    const { jti, iat, act } = payload;
    if (typeof jti !== "string" || !/^[A-Za-z0-9-]{16,64}$/.test(jti) || iat === undefined)
      return refuse({ code: "operator_request_refused" });
    return accept({ id: jti, forgetAt: (iat + LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS + 1) * 1000, act });
  } catch (error) {
    return refuse({ code: error instanceof errors.JWTExpired ? "operator_request_expired" : "operator_request_refused" });
  }
}

async function keyOf({ root, issuer }: Secrets): Promise<Uint8Array> {
  return new Uint8Array(await deriveBytes(root, `${issuer}/operator`));
}
