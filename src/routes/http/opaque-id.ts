/** Makes random ids: they contain no information, and nobody can guess them. */
import { base64url } from "jose";

const ID_BYTES = 12;

/** 16 characters of base64url. */
export function newOpaqueId(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}
