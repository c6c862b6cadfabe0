/**
 * Makes and reads the bearer secret of a client (another system): its id, 32 random bytes, of which the server stores a hash only, and a tag by which an
 * issuer recognizes its own bearers without storage. RFC 6750, decision 60.
 */
import { base64url } from "jose";
import { sameText } from "./same.ts";
import { type Secrets, tagOf } from "./secrets.ts";
import { sha256 } from "./sha256.ts";

export const CLIENT_SECRET_BYTES = 32;

const BEARER = /^Bearer ([A-Za-z0-9_-]{8,64})\.([A-Za-z0-9_-]{43})(?:\.([A-Za-z0-9_-]{22}))?$/;

export interface PresentedClient {
  readonly id: string;
  readonly secretHash: string;
  /** True: this issuer made the bearer. False: the bearer has no tag; it is from an earlier release, or invented. */
  readonly isTagged: boolean;
}

/** The secret for the client, and the hash that the server stores. @param random CLIENT_SECRET_BYTES random bytes */
export async function makeClientSecret(secrets: Secrets, id: string, random: Uint8Array<ArrayBuffer>) {
  const secret = base64url.encode(random);
  const text = `${id}.${secret}`;
  return { bearer: `${text}.${await tagOf(secrets, "bearer", text)}`, secretHash: await sha256(secret) };
}

/** The client's id and the hash of its secret from an `Authorization` header; null if the header has another form, or a tag that this issuer did not make. */
export async function readClientBearer(secrets: Secrets, header: string): Promise<PresentedClient | null> {
  const [, id, secret, tag] = BEARER.exec(header) ?? [];
  if (id === undefined || secret === undefined) return null;
  if (tag !== undefined && !sameText(tag, await tagOf(secrets, "bearer", `${id}.${secret}`))) return null;
  return { id, secretHash: await sha256(secret), isTagged: tag !== undefined };
}
