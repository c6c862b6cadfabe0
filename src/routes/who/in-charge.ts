/** Requires that the actor is an administrator now: of the path's division or above it, or only above it. */
import type { Actor } from "../../domain/access/keys.ts";
import { isWithin, parentOf } from "../../domain/division/division.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import { accountsOf, divisionOf, type ObjectsEnv } from "../../objects/env.ts";
import type { OfOffice } from "../env.ts";
import { check } from "../http/operation.ts";

/** Administrator of the division itself or of one above it. */
export const inCharge = ofOffice((division) => division);

/** Administrator above the division, for changes that its own administrators may see but not make. */
export const inChargeAbove = ofOffice(parentOf);

function ofOffice(about: (division: string) => string) {
  return check<OfOffice>(async (c) => {
    const code = about(c.req.param("division") ?? "");
    const office = code === "" ? null : await officeOver(c.env, c.var.issuer, c.var.actor, code);
    if (office === null) return refuse({ code: "not_administrator" });
    c.set("office", office);
    return null;
  });
}

/**
 * The lowest division that contains `code` and of which the actor is an administrator now; null where there is none.
 * The account's grants only say which divisions to ask; each division decides.
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
