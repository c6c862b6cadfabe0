/** Resolves the person id of the path to one whom the actor's account names; the object checks the right itself at the act. */
import { createMiddleware } from "hono/factory";
import { accountsOf } from "../../objects/env.ts";
import type { OfManaged } from "../env.ts";
import { problem } from "../problem.ts";

export const managed = createMiddleware<OfManaged, "/:person/*">(async (c, next) => {
  const { account } = c.get("actor");
  const view = await accountsOf(c.env, c.get("issuer"), account).view(account);
  const person = view?.people.find(({ id }) => id === c.req.param("person"));
  if (person === undefined) return problem({ code: "person_not_found" });
  c.set("managed", person);
  return next();
});
