/** Requests of operators: signed by a key that only the master secret gives, for one issuer, for one use, for minutes. RFC 7519, HS256. */
import { errors, jwtVerify, SignJWT } from "jose";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { deriveBytes, type Secrets } from "./secrets.ts";

const HEADER = { alg: "HS256", typ: "yima-operator+jwt" } as const;
const LIFETIME_SECONDS = 300;
/** Between the operator's clock and the server's. */
const CLOCK_TOLERANCE_SECONDS = 60;

export interface OperatorRequest {
  /** Spent by its first use. */
  readonly id: string;
  /** ms; after it nothing has to be remembered of the id. */
  readonly forgetAt: number;
  /** What is asked for, unchecked. */
  readonly act: unknown;
}

export type OperatorRefusal = { readonly code: "operator_request_refused" } | { readonly code: "operator_request_expired" };

/** @param id one that no request had before. @param now ms */
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

/** Opens a request; whether it was used before is for whoever remembers. @param now ms */
export async function readOperatorRequest(
  secrets: Secrets,
  text: string,
  now: number,
): Promise<Result<OperatorRequest, OperatorRefusal>> {
  try {
    const { payload } = await jwtVerify(text, await keyOf(secrets), {
      algorithms: [HEADER.alg],
      typ: HEADER.typ,
      audience: secrets.issuer,
      requiredClaims: ["jti", "iat", "exp", "act"],
      // Whoever signs a longer life gets no longer one.
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
