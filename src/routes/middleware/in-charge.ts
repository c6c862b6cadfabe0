/** Requires that the actor is in charge of the path's division, itself or from above, at this moment. */
import { createMiddleware } from "hono/factory";
import type { OfOffice } from "../env.ts";
import { officeOver } from "../in-charge.ts";
import { problem } from "../problem.ts";

export const inCharge = createMiddleware<OfOffice>(async (c, next) => {
  const office = await officeOver(c.env, c.var.issuer, c.var.actor, c.req.param("division") ?? "");
  if (office === null) return problem({ code: "not_administrator" });
  c.set("office", office);
  return next();
});
