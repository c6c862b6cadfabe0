/** Requires a session and says who asks; a route behind it says so in its type. */
import { createMiddleware } from "hono/factory";
import { askingOf } from "../asking.ts";
import type { OfActor } from "../env.ts";
import { problem } from "../http/problem.ts";

export const actor = createMiddleware<OfActor>(async (c, next) => {
  const asking = await askingOf(c.env, c.var.issuer, c.req.raw, c.var.now);
  if (asking === null) return problem({ code: "not_logged_in" });
  c.set("actor", asking.actor);
  c.set("asking", asking);
  return next();
});
