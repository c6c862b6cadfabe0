/** Every key in KV: its prefix, the shape behind it, and how long it lives. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";

/** `{keys: [...]}`, RFC 7517; no expiry, written by the Issuer object whenever its keys change. */
export function jwksKey(issuer: IssuerCode): string {
  return `jwks/${issuer}`;
}
