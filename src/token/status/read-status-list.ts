/** Verifies a published status list with the keys of a verifier and reads it, on the server and on phones. Uses no network; bounds the inflated size. */
import type { Bytes } from "../../domain/code/claims.ts";
import { MAX_LIST_BYTES, statusAt } from "../../domain/code/status.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { LISTS_WITH_HIGH_S_UNTIL } from "../../domain/taken-until.ts";
import { fromBase64url } from "../code/base64url.ts";
import { ES256, kidOf } from "../code/header.ts";
import { isLowS } from "../code/low-s.ts";
import { boundedBytes } from "./bounded-bytes.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import { type CompactJws, jwsOf, payloadOf } from "./jws.ts";
import { STATUS_LIST_TYPE, statusListUri } from "./status-list.ts";
import type { Trust, TrustedKey } from "./trust.ts";

/** The longest token that is read: a full list that deflation does not shrink, encoded twice in base64url. */
export const MAX_TOKEN_CHARACTERS = 8_000_000;
/** The content type with which an issuer serves its lists: a reader takes no other. draft-ietf-oauth-status-list §8.1. */
export const STATUS_LIST_CONTENT_TYPE = `application/${STATUS_LIST_TYPE}`;
/** The tolerated lead of an issuer's clock over the reader's, as for codes. */
const MAX_AHEAD_MS = 45_000;

export interface StatusList {
  /** When the issuer signed the list, ms. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The number of entries in the list. */
  readonly entries: number;
  /** The entries, without the zero bytes at the end: most lists have only zeros. */
  readonly bits: Bytes;
}

export type StatusListRefusal = {
  readonly code:
    | "list_too_large"
    | "list_malformed"
    | "list_key_unknown"
    | "list_signature_invalid"
    | "list_another"
    | "list_not_yet_valid"
    | "list_expired"
    | "list_does_not_inflate";
};

/**
 * Verifies and inflates a list. Refuses a list of another issuer, and another list of this issuer.
 * @param name the issuer and the name of the list
 * Source: draft-ietf-oauth-status-list §4.1, §8.3; docs/code-format.md §7.
 */
export async function readStatusList(
  token: string,
  name: { readonly issuer: IssuerCode; readonly list: string },
  trust: Trust,
  nowMs: number,
): Promise<Result<StatusList, StatusListRefusal>> {
  if (token.length > MAX_TOKEN_CHARACTERS) return refuse({ code: "list_too_large" });
  const jws = jwsOf(token);
  if (jws === null) return refuse({ code: "list_malformed" });
  const key = keyOf(jws.header, name.issuer, trust);
  if (!key.ok) return key;
  const publicKey = await key.value.publicKey();
  if (publicKey === null) return refuse({ code: "list_key_unknown" });
  const isSigned = jws.signature.length === 64 && (await crypto.subtle.verify(ES256, publicKey, jws.signature, jws.input));
  if (!isSigned) return refuse({ code: "list_signature_invalid" });
  const claims = claimsOf(jws);
  if (claims === null) return refuse({ code: "list_malformed" });
  const [issuedAt, expiresAt] = [claims.iat * 1000, claims.exp * 1000];
  if (claims.sub !== statusListUri(name.issuer, name.list)) return refuse({ code: "list_another" });
  if (issuedAt >= LISTS_WITH_HIGH_S_UNTIL && !isLowS(jws.signature)) return refuse({ code: "list_signature_invalid" });
  if (issuedAt < key.value.notBefore || issuedAt >= key.value.notAfter) return refuse({ code: "list_key_unknown" });
  if (issuedAt > nowMs + MAX_AHEAD_MS) return refuse({ code: "list_not_yet_valid" });
  if (nowMs >= expiresAt) return refuse({ code: "list_expired" });
  const bits = await inflated(claims.lst);
  if (bits === null) return refuse({ code: "list_does_not_inflate" });
  let used = bits.length;
  while (used > 0 && bits[used - 1] === 0) used -= 1;
  return accept({ issuedAt, expiresAt, entries: bits.length * 4, bits: bits.slice(0, used) });
}

/** The value (0..3) of entry `index`; `undefined` if the list is shorter. */
export function statusIn(list: StatusList, index: number): number | undefined {
  return index < list.entries ? (statusAt(list.bits, index) ?? 0) : undefined;
}

/** The key that the header names. Like the header of a credential it has these three members and no other. */
function keyOf({ alg, typ, kid, ...more }: Fields, issuer: IssuerCode, trust: Trust): Result<TrustedKey, StatusListRefusal> {
  if (alg !== "ES256" || typ !== STATUS_LIST_TYPE || typeof kid !== "string" || Object.keys(more).length > 0)
    return refuse({ code: "list_malformed" });
  const number = Number(kid.slice(issuer.length + 1));
  const key = kid === kidOf(issuer, number) ? trust.issuers.get(issuer)?.keys.get(number) : undefined;
  return key === undefined ? refuse({ code: "list_key_unknown" }) : accept(key);
}

interface Claims {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly lst: Bytes;
}

function claimsOf(jws: CompactJws): Claims | null {
  const { sub, iat, exp, status_list: list } = payloadOf(jws) ?? {};
  const { bits, lst } = fieldsOf(list);
  if (typeof sub !== "string" || !isSecond(iat) || !isSecond(exp) || bits !== 2 || typeof lst !== "string") return null;
  const entries = fromBase64url(lst);
  return entries === null ? null : { sub, iat, exp, lst: entries };
}

function isSecond(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}

/** The inflated entries; null if the text is not a ZLIB stream, or inflates to more than the longest list: a few bytes can inflate to gigabytes. */
async function inflated(bytes: Bytes): Promise<Bytes | null> {
  try {
    return await boundedBytes(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")), MAX_LIST_BYTES);
  } catch {
    return null;
  }
}
