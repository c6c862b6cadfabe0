/** Who asks: the session of a request's cookie, as the account's shard knows it, and what the account holds. */
import { parse } from "hono/utils/cookie";
import type { Issuer } from "../domain/issuer/issuer.ts";
import type { LoggedIn } from "../objects/accounts/rpc.ts";
import { accountsShard, type ObjectsEnv } from "../objects/env.ts";
import { readSessionToken, type Session, SESSION_COOKIE } from "./session-cookie.ts";

export interface Asking extends LoggedIn {
  readonly sessionHash: string;
}

/** Null without a session of this issuer that lasts. */
export async function askingOf(env: ObjectsEnv, issuer: Issuer, request: Request, now: number): Promise<Asking | null> {
  const session = await sessionOf(request, issuer);
  if (session === null) return null;
  const loggedIn = await accountsShard(env, issuer, session.shard).loggedIn(session.hash, now);
  return loggedIn === null ? null : { ...loggedIn, sessionHash: session.hash };
}

/** What the cookie names, whether it lasts or not; null where it names nothing that this issuer can have made. */
export async function sessionOf({ headers }: Request, { shards }: Issuer): Promise<Session | null> {
  const cookies = headers.get("cookie");
  return cookies === null ? null : readSessionToken(parse(cookies, SESSION_COOKIE)[SESSION_COOKIE], shards);
}
