/** Makes and reads the bearer secret of a client (another system): its id and 32 random bytes in one text, of which the server stores a hash only. RFC 6750. */
import { base64url } from "jose";
import { sha256 } from "./sha256.ts";

export const CLIENT_SECRET_BYTES = 32;

const BEARER = /^Bearer ([A-Za-z0-9_-]{8,64})\.([A-Za-z0-9_-]{43})$/;

export interface PresentedClient {
  readonly id: string;
  readonly secretHash: string;
}

/** The secret for the client, and the hash that the server stores. @param random CLIENT_SECRET_BYTES random bytes */
export async function makeClientSecret(id: string, random: Uint8Array<ArrayBuffer>) {
  const secret = base64url.encode(random);
  return { bearer: `${id}.${secret}`, secretHash: await sha256(secret) };
}

/** The client's id and the hash of its secret from an `Authorization` header; null if the header has another form. */
export async function readClientBearer(header: string): Promise<PresentedClient | null> {
  const [, id, secret] = BEARER.exec(header) ?? [];
  return id === undefined || secret === undefined ? null : { id, secretHash: await sha256(secret) };
}
