/** Sessions: their tokens, their cookie and their accounts. Each request asks the account's shard; only the registration of passes may reuse an answer for ten seconds (decision 31). */
import { parse } from "hono/utils/cookie";
import { base64url } from "jose";
import type { AccountKey, Actor } from "../../domain/access/keys.ts";
import { type Issuer, providerOf } from "../../domain/issuer/issuer.ts";
import type { SessionAccount, SessionView } from "../../objects/accounts/rpc.ts";
import { accountsShard, type ObjectsEnv } from "../../objects/env.ts";
import { Memory } from "../../storage/memory.ts";
import { sameText } from "../../token/secret/same.ts";
import { openSecrets, type Secrets, tagOf } from "../../token/secret/secrets.ts";
import { sha256 } from "../../token/secret/sha256.ts";
import { MinuteLimit } from "../http/minute-limit.ts";

const RECENT_MS = 10_000;
const MAX_SESSIONS = 10_000;

/** The actors of recent sessions. Key: the issuer's code and the hash of the token. */
const recent = new Memory<string, Actor>({ keyOf: (key) => key, freshMs: RECENT_MS, max: MAX_SESSIONS });
/** The number of `forgetSessions` calls: an answer that was requested before a call may be wrong after it. */
let forgetCount = 0;

/** The actor of a request, by an answer of the account's shard that is less than ten seconds old; null without a session. */
export async function recentActorOf(
  env: ObjectsEnv,
  issuer: Issuer,
  request: Request,
  now: number,
  address: string | null = null,
): Promise<Actor | null> {
  const before = forgetCount;
  const token = await presentedToken(request, issuer);
  if (token === null) return null;
  const key = `${issuer.code} ${token.hash}`;
  const entry = recent.fresh(key, now);
  if (entry !== undefined) return entry.value;
  recent.forget(key);
  const session = await sessionOf(env, issuer, request, now, { address, isNoted: false });
  if (session === null) return null;
  const { actor } = session;
  // An actor without a person is not cached: the account may be bound to a person, and the person become a collector, in the next moment.
  if (actor.person !== null && before === forgetCount) recent.set(key, actor, now);
  return actor;
}

/** Called when a browser logs in again: its previous session ends. */
export async function endPrevious(env: ObjectsEnv, issuer: Issuer, request: Request): Promise<void> {
  const token = await presentedToken(request, issuer);
  if (token === null || (await isForged(env, issuer, token))) return;
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
 * Throws an error that is answered as `busy` if the address has presented too many tokens that may be invented: the session may be good.
 * @param how `isNoted`: whether this is a use of the session, which postpones its end: not for a page that nobody has touched for minutes; `address`: the client's (address.ts), null: no addresses are counted
 */
export async function sessionOf(
  env: ObjectsEnv,
  issuer: Issuer,
  request: Request,
  now: number,
  {
    isNoted = !request.headers.has(UNATTENDED),
    address = null,
  }: { readonly isNoted?: boolean; readonly address?: string | null } = {},
): Promise<Session | null> {
  const token = await presentedToken(request, issuer);
  if (token === null || (await isForged(env, issuer, token))) return null;
  const mayBeInvented = token.tag === null;
  if (mayBeInvented && !untagged.count(address, now).ok) throw new TooManyInvented();
  const account = await accountsShard(env, issuer, token.shard).loggedIn(token.hash, now, isNoted);
  if (account === null) return null;
  if (mayBeInvented) untagged.forgive(address, now);
  const { provider, officeUntil } = account.actor;
  // The removal of a provider from the settings ends its sessions.
  if (typeof provider === "string" && providerOf(issuer, provider) === undefined) return null;
  return { ...account, actor: { ...account.actor, officeOpen: now < officeUntil }, sessionHash: token.hash };
}

/** The tokens without a tag that one address may present per minute and that are of no open session. */
const UNTAGGED_PER_MINUTE = 120;
const untagged = new MinuteLimit(UNTAGGED_PER_MINUTE);

class TooManyInvented extends Error {
  /** Answered as busy: objects/stub.ts. */
  readonly overloaded = true;

  constructor() {
    super("an address presents too many session tokens without a tag");
  }
}

/** Whether the tag of a token is not this issuer's: then no session can belong to it, and no object is asked. */
async function isForged(env: ObjectsEnv, issuer: Issuer, { text, tag }: SessionToken): Promise<boolean> {
  if (tag === null) return false;
  return !sameText(tag, await tagOf(await openSecrets(env.YIMA_MASTER_KEY, issuer.code), "session", text));
}

/** The session token in the cookie, its tag unchecked; null if it has another form. */
async function presentedToken({ headers }: Request, { shards }: Issuer): Promise<SessionToken | null> {
  const cookies = headers.get("cookie");
  return cookies === null ? null : readSessionToken(parse(cookies, SESSION_COOKIE)[SESSION_COOKIE], shards);
}

/** The header of a request that a page makes by itself, without a person who uses it. */
const UNATTENDED = "x-yima-unattended";
export const SESSION_COOKIE = "__Host-yima-session";
const TOKEN = /^(([0-9a-f]{1,5})\.[A-Za-z0-9_-]{32})(?:\.([A-Za-z0-9_-]{22}))?$/;
const TOKEN_BYTES = 24;

/** The content of a session token. */
export interface SessionToken {
  /** The shard of the account. */
  readonly shard: number;
  /** The SHA-256 of the session's token, in hex. */
  readonly hash: string;
  /** The token without its tag. */
  readonly text: string;
  /** Null in a token of an earlier release. Decision 60. */
  readonly tag: string | null;
}

/** A new token, with a tag by which this issuer recognizes it without asking an object. */
export async function taggedSessionToken(secrets: Secrets, shard: number): Promise<string> {
  const text = newSessionToken(shard);
  return `${text}.${await tagOf(secrets, "session", text)}`;
}

/** A new token as earlier releases made it, without a tag. */
export function newSessionToken(shard: number): string {
  return `${shard.toString(16)}.${base64url.encode(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)))}`;
}

/** Reads the parts of a token and hashes it; null if it has another form, or a shard that the issuer does not have. */
export async function readSessionToken(token: string | undefined, shards: number): Promise<SessionToken | null> {
  const [, text, hex = "", tag = null] = token === undefined ? [] : (TOKEN.exec(token) ?? []);
  const shard = Number.parseInt(hex, 16);
  if (token === undefined || text === undefined || shard >= shards) return null;
  return { shard, hash: await sha256(token), text, tag };
}
