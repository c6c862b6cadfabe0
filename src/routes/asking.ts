/** Who asks: the session of a request's cookie, as the account's shard knows it. */
import { parse } from "hono/utils/cookie";
import type { Actor } from "../domain/access/keys.ts";
import type { Issuer } from "../domain/issuer/issuer.ts";
import { accountsShard, type ObjectsEnv } from "../objects/env.ts";
import { readSessionToken, SESSION_COOKIE } from "./session-cookie.ts";

export interface Asking {
  readonly actor: Actor;
  readonly sessionHash: string;
}

/** Null without a session of this issuer that lasts. */
export async function askingOf(env: ObjectsEnv, issuer: Issuer, request: Request, now: number): Promise<Asking | null> {
  const session = await readSessionToken(sessionTokenOf(request), issuer.shards);
  if (session === null) return null;
  const actor = await accountsShard(env, issuer, session.shard).session(session.hash, now);
  return actor === null ? null : { actor, sessionHash: session.hash };
}

/** What the cookie holds, unread; undefined where there is none. */
export function sessionTokenOf({ headers }: Request): string | undefined {
  const cookies = headers.get("cookie");
  return cookies === null ? undefined : parse(cookies, SESSION_COOKIE)[SESSION_COOKIE];
}
