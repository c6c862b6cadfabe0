/** Page tokens, by which a reader of a list requests the next page: a position in the list, which the issuer authenticates for one query. Opaque but not secret. */
import { base64url } from "jose";
import { fromBase64url } from "../code/base64url.ts";
import { sameBytes } from "./same.ts";
import type { Secrets } from "./secrets.ts";

const POSITION_BYTES = 16;
const TAG_BYTES = 16;

export interface Position {
  /** The time of the last item that was read for the page, ms; `seq` is its number. */
  readonly at: number;
  readonly seq: number;
}

/** The token of a position. @param scope the list and its filters: the token is valid for this scope only */
export async function sealPage(secrets: Secrets, scope: string, { at, seq }: Position): Promise<string> {
  const token = new Uint8Array(POSITION_BYTES + TAG_BYTES);
  const view = new DataView(token.buffer);
  view.setFloat64(0, at);
  view.setFloat64(8, seq);
  token.set(await tagOf(secrets, scope, token.subarray(0, POSITION_BYTES)), POSITION_BYTES);
  return base64url.encode(token);
}

/** The position; null if this issuer did not make the token for this scope. */
export async function openPage(secrets: Secrets, scope: string, token: string): Promise<Position | null> {
  const bytes = fromBase64url(token);
  if (bytes?.length !== POSITION_BYTES + TAG_BYTES) return null;
  const tag = await tagOf(secrets, scope, bytes.subarray(0, POSITION_BYTES));
  if (!sameBytes(tag, bytes.subarray(POSITION_BYTES))) return null;
  const view = new DataView(bytes.buffer);
  return { at: view.getFloat64(0), seq: view.getFloat64(8) };
}

async function tagOf(secrets: Secrets, scope: string, position: Uint8Array): Promise<Uint8Array> {
  const text = new TextEncoder().encode(`page\n${base64url.encode(position)}\n${scope}`);
  return new Uint8Array(await crypto.subtle.sign("HMAC", secrets.hashing, text)).subarray(0, TAG_BYTES);
}
