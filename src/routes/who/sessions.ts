/** Sessions: their tokens, their cookie and their accounts. Each request asks the account's shard; only the registration of passes may reuse an answer for ten seconds (decision 31). */
import { parse } from "hono/utils/cookie";
import { base64url } from "jose";
import { sha256 } from "../../token/secret/sha256.ts";
import type { AccountKey, Actor } from "../../domain/access/keys.ts";
import { type Issuer, providerOf } from "../../domain/issuer/issuer.ts";
import type { SessionAccount, SessionView } from "../../objects/accounts/rpc.ts";
import { accountsShard, type ObjectsEnv } from "../../objects/env.ts";
import { Memory } from "../../storage/memory.ts";

const RECENT_MS = 10_000;
const MAX_SESSIONS = 10_000;

/** The actors of recent sessions. Key: the issuer's code and the hash of the token. */
const recent = new Memory<string, Actor>({ keyOf: (key) => key, freshMs: RECENT_MS, max: MAX_SESSIONS });
/** The number of `forgetSessions` calls: an answer that was requested before a call may be wrong after it. */
let forgetCount = 0;

/** The actor of a request, by an answer of the account's shard that is less than ten seconds old; null without a session. */
export async function recentActorOf(env: ObjectsEnv, issuer: Issuer, request: Request, now: number): Promise<Actor | null> {
  const before = forgetCount;
  const token = await sessionTokenOf(request, issuer);
  if (token === null) return null;
  const key = `${issuer.code} ${token.hash}`;
  const entry = recent.fresh(key, now);
  if (entry !== undefined) return entry.value;
  recent.forget(key);
  const session = await sessionOf(env, issuer, request, now, false);
  if (session === null) return null;
  const { actor } = session;
  // An actor without a person is not cached: the account may be bound to a person, and the person become a collector, in the next moment.
  if (actor.person !== null && before === forgetCount) recent.set(key, actor, now);
  return actor;
}

/** Called when a browser logs in again: its previous session ends. */
export async function endPrevious(env: ObjectsEnv, issuer: Issuer, request: Request): Promise<void> {
  const token = await sessionTokenOf(request, issuer);
  if (token === null) return;
  forgetCount += 1;
  recent.forget(`${issuer.code} ${token.hash}`);
  await accountsShard(env, issuer, token.shard).leave(token.hash);
}

/** Called when a session of this account ends or a person leaves the account: the next request in this isolate asks the account's shard again. */
export function forgetSessions(account: AccountKey): void {
  forgetCount += 1;
  recent.forgetWhere((actor) => actor.account === account);
}

/** An open session and its account. */
export interface Session extends SessionAccount {
  readonly actor: SessionView & Actor;
  /** The SHA-256 of the session's token, in hex. */
  readonly sessionHash: string;
}

/**
 * The session of a request and its account; null if the request has no session at this issuer, or the session has ended.
 * @param isNoted whether this is a use of the session, which postpones its end
 */
export async function sessionOf(
  env: ObjectsEnv,
  issuer: Issuer,
  request: Request,
  now: number,
  isNoted = true,
): Promise<Session | null> {
  const token = await sessionTokenOf(request, issuer);
  if (token === null) return null;
  const account = await accountsShard(env, issuer, token.shard).loggedIn(token.hash, now, isNoted);
  if (account === null) return null;
  const { provider, officeUntil } = account.actor;
  // The removal of a provider from the settings ends its sessions.
  if (typeof provider === "string" && providerOf(issuer, provider) === undefined) return null;
  return { ...account, actor: { ...account.actor, officeOpen: now < officeUntil }, sessionHash: token.hash };
}

/** The session token in the cookie, of an open or an ended session; null if this issuer cannot have made it. */
async function sessionTokenOf({ headers }: Request, { shards }: Issuer): Promise<SessionToken | null> {
  const cookies = headers.get("cookie");
  return cookies === null ? null : readSessionToken(parse(cookies, SESSION_COOKIE)[SESSION_COOKIE], shards);
}

export const SESSION_COOKIE = "__Host-yima-session";
const TOKEN = /^([0-9a-f]{1,5})\.([A-Za-z0-9_-]{32})$/;
const TOKEN_BYTES = 24;

/** The content of a session token. */
export interface SessionToken {
  /** The shard of the account. */
  readonly shard: number;
  /** The SHA-256 of the session's token, in hex. */
  readonly hash: string;
}

export function newSessionToken(shard: number): string {
  return `${shard.toString(16)}.${base64url.encode(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)))}`;
}

/** Reads the shard of a token and hashes the token; null if this issuer cannot have made it. */
export async function readSessionToken(token: string | undefined, shards: number): Promise<SessionToken | null> {
  const parts = token === undefined ? null : TOKEN.exec(token);
  const shard = Number.parseInt(parts?.[1] ?? "", 16);
  if (token === undefined || Number.isNaN(shard) || shard >= shards) return null;
  return { shard, hash: await sha256(token) };
}
