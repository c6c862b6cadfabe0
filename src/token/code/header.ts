/** The only protected JWS header that a credential may have: docs/code-format.md §3. Issuer and key number determine it, so no verifier parses a header. */
import type { Bytes } from "../../domain/code/claims.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { base64urlLength, writeBase64url } from "./base64url.ts";

/** The algorithm of all signatures of codes, for WebCrypto: ECDSA on P-256 with SHA-256. RFC 7518 §3.4. */
export const ES256 = { name: "ECDSA", hash: "SHA-256" } as const;

const ENCODER = new TextEncoder();

/** The name of an issuer's key in JWS headers and JWKS, such as `4201.7`. */
export function kidOf(issuer: IssuerCode, keyNumber: number): string {
  return `${issuer}.${keyNumber}`;
}

/** The encoded header and the dot after it, in ASCII: what a key signs for a credential begins with it. */
export function signingPrefix(issuer: IssuerCode, keyNumber: number): Bytes {
  const header = ENCODER.encode(`{"alg":"ES256","kid":"${kidOf(issuer, keyNumber)}","typ":"yima-code+jws"}`);
  const prefix = new Uint8Array(base64urlLength(header.length) + 1);
  writeBase64url(header, prefix, 0);
  prefix[prefix.length - 1] = 0x2e;
  return prefix;
}

/** The bytes that the issuer signs for a record, the JWS signing input (RFC 7515 §5.1). @param prefix of the issuer's key, from `signingPrefix` */
export function signingInput(prefix: Uint8Array, record: Uint8Array): Bytes {
  const input = new Uint8Array(prefix.length + base64urlLength(record.length));
  input.set(prefix);
  writeBase64url(record, input, prefix.length);
  return input;
}
