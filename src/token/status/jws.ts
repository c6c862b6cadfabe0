/** Takes a compact JWS apart, in its only spelling: what jose would forgive (padding, blanks, members that come twice) is none. Verifies nothing. RFC 7515 §7.1. */
import type { Bytes } from "../../domain/code/claims.ts";
import { fromBase64url } from "../code/base64url.ts";
import { type Fields, fieldsOf, jsonOf, textOf } from "./fields.ts";

export interface CompactJws {
  /** The members of the header, none of which is checked. */
  readonly header: Fields;
  readonly payload: Bytes;
  readonly signature: Bytes;
  /** The bytes that are signed. */
  readonly input: Bytes;
}

/** The parts of a token; null if it is not three parts in canonical base64url, or its header is not JSON as `JSON.stringify` writes it. */
export function jwsOf(token: string): CompactJws | null {
  const [header = "", ...rest] = token.split(".");
  const [payload, signature] = rest.map(fromBase64url);
  const text = textOf(fromBase64url(header));
  const members = jsonOf(text);
  // JSON.stringify writes no blanks and no member twice.
  if (rest.length !== 2 || !payload || !signature || members === undefined || JSON.stringify(members) !== text) return null;
  const input = new TextEncoder().encode(signedPart(token));
  return { header: fieldsOf(members), payload, signature, input };
}

/** The members of a payload, none of which is checked; null if it is not a JSON object as `JSON.stringify` writes it. */
export function payloadOf({ payload }: Pick<CompactJws, "payload">): Fields | null {
  const text = textOf(payload);
  const members = fieldsOf(jsonOf(text));
  return JSON.stringify(members) === text ? members : null;
}

/** The header and the payload of a compact JWS as it has them. Who has seen an ECDSA signature can write it in another way, as r and n − s; these parts stay the same. */
export function signedPart(token: string): string {
  return token.slice(0, token.lastIndexOf("."));
}
