/** Requires a session and says who asks; a route behind it says so in its type. */
import { createMiddleware } from "hono/factory";
import type { OfActor, OfManaged } from "../env.ts";
import { problem } from "../http/problem.ts";
import { askingOf } from "./sessions.ts";

export const actor = createMiddleware<OfActor>(async (c, next) => {
  const asking = await askingOf(c.env, c.var.issuer, c.req.raw, c.var.now);
  if (asking === null) return problem({ code: "not_logged_in" });
  c.set("actor", asking.actor);
  c.set("asking", asking);
  return next();
});

export const managed = createMiddleware<OfManaged, "/:person/*">(async (c, next) => {
  const person = c.var.asking.people.find(({ id }) => id === c.req.param("person"));
  if (person === undefined) return problem({ code: "person_not_found" });
  c.set("managed", person);
  return next();
});
