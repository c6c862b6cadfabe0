/** The only protected header that a credential may have: docs/code-format.md §3. It is fixed, so that no verifier parses a header. */
import type { Bytes } from "../../domain/code/claims.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { base64urlLength, writeBase64url } from "./base64url.ts";

const ENCODER = new TextEncoder();

/** `4201.7`: the key's name in JWS headers and JWKS. */
export function kidOf(issuer: IssuerCode, keyNumber: number): string {
  return `${issuer}.${keyNumber}`;
}

/** ASCII of the encoded header and the dot after it: every signing input under this key begins with it. */
export function signingPrefix(issuer: IssuerCode, keyNumber: number): Bytes {
  const header = ENCODER.encode(`{"alg":"ES256","kid":"${kidOf(issuer, keyNumber)}","typ":"yima-code+jws"}`);
  const prefix = new Uint8Array(base64urlLength(header.length) + 1);
  writeBase64url(header, prefix, 0);
  prefix[prefix.length - 1] = 0x2e;
  return prefix;
}

/** JWS signing input (RFC 7515 §5.1) of a record under the key of the prefix. */
export function signingInput(prefix: Uint8Array, record: Uint8Array): Bytes {
  const input = new Uint8Array(prefix.length + base64urlLength(record.length));
  input.set(prefix);
  writeBase64url(record, input, prefix.length);
  return input;
}
