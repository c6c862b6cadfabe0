/** Requires that the actor is in charge of the path's division at this moment: of it or from above, or from above only. */
import { createMiddleware } from "hono/factory";
import type { Actor } from "../../domain/access/keys.ts";
import { isWithin, parentOf } from "../../domain/division/division.ts";
import { type Issuer, regionOf } from "../../domain/issuer/issuer.ts";
import { accountsOf, divisionOf, type ObjectsEnv } from "../../objects/env.ts";
import type { OfActor, OfOffice } from "../env.ts";
import { problem } from "../http/problem.ts";

/** In charge of the division itself, or of one above it. */
export const inCharge = ofOffice((division) => division);

/** In charge above the division: what its own administrators may see and not change. */
export const inChargeAbove = ofOffice(parentOf);

/** In charge of the issuer's whole region: what decides everywhere in it is entered by nobody below. */
export const inChargeOfRegion = createMiddleware<OfActor>(async (c, next) => {
  const { issuer, actor } = c.var;
  if ((await officeOver(c.env, issuer, actor, regionOf(issuer.code))) === null) return problem({ code: "not_administrator" });
  return next();
});

function ofOffice(about: (division: string) => string) {
  return createMiddleware<OfOffice>(async (c, next) => {
    const code = about(c.req.param("division") ?? "");
    const office = code === "" ? null : await officeOver(c.env, c.var.issuer, c.var.actor, code);
    if (office === null) return problem({ code: "not_administrator" });
    c.set("office", office);
    return next();
  });
}

/**
 * The lowest division that contains `code` and of which the actor is an administrator now; null where there is none.
 * The account's grants only say where to ask.
 */
export async function officeOver(env: ObjectsEnv, issuer: Issuer, actor: Actor, code: string): Promise<string | null> {
  const view = await accountsOf(env, issuer, actor.account).view(actor.account);
  const offices = (view?.grants ?? [])
    .filter(({ role, division }) => role === "administrator" && isWithin(code, division))
    .map(({ division }) => division)
    .toSorted((a, b) => b.length - a.length);
  for (const office of offices) if (await divisionOf(env, issuer, office).isAdministrator(actor)) return office;
  return null;
}
