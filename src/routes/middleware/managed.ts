/** Resolves the person id of the path to one whom the actor's account names; the object checks the right itself at the act. */
import { createMiddleware } from "hono/factory";
import type { OfManaged } from "../env.ts";
import { problem } from "../http/problem.ts";

export const managed = createMiddleware<OfManaged, "/:person/*">(async (c, next) => {
  const person = c.var.asking.people.find(({ id }) => id === c.req.param("person"));
  if (person === undefined) return problem({ code: "person_not_found" });
  c.set("managed", person);
  return next();
});
