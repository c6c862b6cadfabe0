/** The requests of operators as release f088538 signed them: HS256 with a key from the master secret. */
import { SignJWT } from "jose";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { deriveBytes, openSecrets } from "../../../src/token/secret/secrets.ts";

/** The body of a request. @param now the time of the signature, ms */
export async function earlierOperatorRequest(
  masterKey: string,
  issuer: string,
  act: unknown,
  now = Date.now(),
): Promise<{ readonly request: string }> {
  const { root } = await openSecrets(masterKey, issuer as IssuerCode);
  const issuedAt = Math.floor(now / 1000);
  const request = await new SignJWT({ act })
    .setProtectedHeader({ alg: "HS256", typ: "yima-operator+jwt" })
    .setJti(crypto.randomUUID())
    .setAudience(issuer)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 300)
    .sign(new Uint8Array(await deriveBytes(root, `${issuer}/operator`)));
  return { request };
}
