/** Requires a session and says who asks; a route behind it says so in its type. */
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { accountsShard } from "../../objects/env.ts";
import type { OfActor } from "../env.ts";
import { problem } from "../problem.ts";
import { readSessionToken, SESSION_COOKIE } from "../session-cookie.ts";

export const actor = createMiddleware<OfActor>(async (c, next) => {
  const issuer = c.get("issuer");
  const session = await readSessionToken(getCookie(c, SESSION_COOKIE), issuer.shards);
  if (session === null) return problem({ code: "not_logged_in" });
  const view = await accountsShard(c.env, issuer, session.shard).session(session.hash, c.get("now"));
  if (view === null) return problem({ code: "not_logged_in" });
  c.set("actor", view);
  c.set("sessionHash", session.hash);
  return next();
});
