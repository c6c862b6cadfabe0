/** The session token: opaque, in a `__Host-` cookie, hashed before it goes anywhere. Its prefix says in which shard the session lives. */
import { base64url } from "jose";
import { toHex } from "../domain/hex.ts";

export const SESSION_COOKIE = "__Host-yima-session";
const TOKEN = /^([0-9a-f]{1,5})\.([A-Za-z0-9_-]{32})$/;
const TOKEN_BYTES = 24;
const encoder = new TextEncoder();

export interface Session {
  readonly shard: number;
  /** SHA-256 of the token, hex. */
  readonly hash: string;
}

export function newSessionToken(shard: number): string {
  return `${shard.toString(16)}.${base64url.encode(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)))}`;
}

/** Null for anything that this issuer cannot have made. */
export async function readSessionToken(token: string | undefined, shards: number): Promise<Session | null> {
  const parts = token === undefined ? null : TOKEN.exec(token);
  const shard = Number.parseInt(parts?.[1] ?? "", 16);
  if (token === undefined || Number.isNaN(shard) || shard >= shards) return null;
  return { shard, hash: await hashSessionToken(token) };
}

export async function hashSessionToken(token: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(token))));
}
