/** Sessions: token, cookie and the account behind them. The registration of passes, and nothing else, may use an answer of the last ten seconds (decision 31). */
import { parse } from "hono/utils/cookie";
import { base64url } from "jose";
import type { AccountKey, Actor } from "../../domain/access/keys.ts";
import { toHex } from "../../domain/hex.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import type { SessionAccount } from "../../objects/accounts/rpc.ts";
import { accountsShard, type ObjectsEnv } from "../../objects/env.ts";
import { Memory } from "../../storage/memory.ts";

const RECENT_MS = 10_000;
const MAX_SESSIONS = 10_000;

/** Key: issuer and hash of the token. */
const recent = new Memory<string, Actor>({ keyOf: (session) => session, freshMs: RECENT_MS, max: MAX_SESSIONS });
/** Number of `forgetSessions` calls: an answer that was requested before a call may be out of date after it. */
let forgotten = 0;

/** The actor, as the account's shard answers now or answered less than ten seconds ago; null without a session. */
export async function recentActorOf(env: ObjectsEnv, issuer: Issuer, request: Request, now: number): Promise<Actor | null> {
  const before = forgotten;
  const session = await sessionOf(request, issuer);
  if (session === null) return null;
  const key = `${issuer.code} ${session.hash}`;
  const cached = recent.fresh(key, now);
  if (cached !== undefined) return cached.value;
  recent.forget(key);
  const asking = await askingOf(env, issuer, request, now);
  if (asking === null) return null;
  const { actor } = asking;
  // An actor without a person is not remembered: they may bind one and become a collector the next moment.
  if (actor.person !== null && before === forgotten) recent.set(key, actor, now);
  return actor;
}

/** A session of this account has ended, or the account is bound to another person: the next request asks the shard. */
export function forgetSessions(account: AccountKey): void {
  forgotten += 1;
  recent.forgetWhere((actor) => actor.account === account);
}

export interface Asking extends SessionAccount {
  readonly sessionHash: string;
}

/** The account of the request's session; null if there is none at this issuer or it has ended. */
export async function askingOf(env: ObjectsEnv, issuer: Issuer, request: Request, now: number): Promise<Asking | null> {
  const session = await sessionOf(request, issuer);
  if (session === null) return null;
  const loggedIn = await accountsShard(env, issuer, session.shard).loggedIn(session.hash, now);
  return loggedIn === null ? null : { ...loggedIn, sessionHash: session.hash };
}

/** The session that the cookie names, whether it is still open or not; null if this issuer cannot have made the token. */
export async function sessionOf({ headers }: Request, { shards }: Issuer): Promise<Session | null> {
  const cookies = headers.get("cookie");
  return cookies === null ? null : readSessionToken(parse(cookies, SESSION_COOKIE)[SESSION_COOKIE], shards);
}

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

/** Null if this issuer cannot have made the token. */
export async function readSessionToken(token: string | undefined, shards: number): Promise<Session | null> {
  const parts = token === undefined ? null : TOKEN.exec(token);
  const shard = Number.parseInt(parts?.[1] ?? "", 16);
  if (token === undefined || Number.isNaN(shard) || shard >= shards) return null;
  return { shard, hash: await hashSessionToken(token) };
}

export async function hashSessionToken(token: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(token))));
}
