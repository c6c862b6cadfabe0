/** Who asks: the session of a request's cookie, as the account's shard knows it, and what the account holds. */
import { parse } from "hono/utils/cookie";
import type { Issuer } from "../domain/issuer/issuer.ts";
import type { LoggedIn } from "../objects/accounts/rpc.ts";
import { accountsShard, type ObjectsEnv } from "../objects/env.ts";
import { readSessionToken, SESSION_COOKIE } from "./session-cookie.ts";

export interface Asking extends LoggedIn {
  readonly sessionHash: string;
}

/** Null without a session of this issuer that lasts. */
export async function askingOf(env: ObjectsEnv, issuer: Issuer, request: Request, now: number): Promise<Asking | null> {
  const session = await readSessionToken(sessionTokenOf(request), issuer.shards);
  if (session === null) return null;
  const loggedIn = await accountsShard(env, issuer, session.shard).loggedIn(session.hash, now);
  return loggedIn === null ? null : { ...loggedIn, sessionHash: session.hash };
}

/** What the cookie holds, unread; undefined where there is none. */
export function sessionTokenOf({ headers }: Request): string | undefined {
  const cookies = headers.get("cookie");
  return cookies === null ? undefined : parse(cookies, SESSION_COOKIE)[SESSION_COOKIE];
}
