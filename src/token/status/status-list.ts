/** Signs a status list: an IETF Token Status List of 2 bits as a JWT. For the issuer only; verifiers use read-status-list.ts. */
import { SignJWT, base64url } from "jose";
import type { Bytes } from "../../domain/code/claims.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { kidOf } from "../code/header.ts";
import { withLowSignature } from "../code/low-s.ts";

export const STATUS_LIST_TYPE = "statuslist+jwt";
/** How long a verifier may use a list before it fetches it again, seconds (`ttl` of the draft, §5.1). */
const TTL_SECONDS = 20;

/** The name of a list inside its token. It contains no host, because an issuer has several hosts. */
export function statusListUri(issuer: IssuerCode, list: string): string {
  return `urn:yima:status:${issuer}:${list}`;
}

export interface StatusListContent {
  readonly issuer: IssuerCode;
  /** The name of the list: community and day of expiry, such as `420107001001-20200302`. */
  readonly list: string;
  /** The entries, two bits each, the lowest bits of a byte first. */
  readonly bits: Bytes;
  /** When the list is signed, ms; the token has whole seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The signed list as a JWT. @param signing the issuer's key that signs now. Source: draft-ietf-oauth-status-list §4.1, §5.1. */
export async function signStatusList(
  { issuer, list, bits, issuedAt, expiresAt }: StatusListContent,
  signing: { readonly number: number; readonly privateKey: CryptoKey },
): Promise<string> {
  const lst = base64url.encode(await deflated(bits));
  const token = new SignJWT({ status_list: { bits: 2, lst }, ttl: TTL_SECONDS })
    .setProtectedHeader({ alg: "ES256", kid: kidOf(issuer, signing.number), typ: STATUS_LIST_TYPE })
    .setSubject(statusListUri(issuer, list))
    .setIssuedAt(Math.floor(issuedAt / 1000))
    .setExpirationTime(Math.floor(expiresAt / 1000));
  return withLowSignature(await token.sign(signing.privateKey));
}

/** The bytes compressed in the ZLIB format (RFC 1950). */
async function deflated(bits: Bytes): Promise<Uint8Array> {
  const stream = new Blob([bits]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
