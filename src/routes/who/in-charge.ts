/** Requires that the actor is an administrator now: of the division in the path or above it, or only above it. */
import type { Actor } from "../../domain/access/keys.ts";
import { opensOffices } from "../../domain/access/office.ts";
import { isWithin, officeAbove } from "../../domain/division/division.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import { accountsOf, divisionOf, type ObjectsEnv } from "../../objects/env.ts";
import type { OfActor, OfOffice } from "../env.ts";
import { check } from "../http/operation.ts";

/** Requires an administrator of the division in the path or of a division above it. */
export const inCharge = ofOffice((division) => division);

/** Requires an administrator of a division above the one in the path, for changes that its own administrators may see but not make. */
export const inChargeAbove = ofOffice(officeAbove);

/** The same for decisions about proposed appointments and lost passkeys. In the issuer's region operators propose them, and nobody is above: its own administrators decide. */
export const inChargeToDecide = ofOffice((division, { code }) => (division === code ? division : officeAbove(division)));

function ofOffice(about: (division: string, issuer: Issuer) => string) {
  return check<OfOffice>(async (c) => {
    const code = about(c.req.param("division") ?? "", c.var.issuer);
    const office = code === "" ? null : await officeOver(c.env, c.var.issuer, c.var.actor, code);
    if (office === null) return noOffice(c.var);
    c.set("office", office);
    return null;
  });
}

/** The refusal of a login that acts in no office: its account has none, or the session opens its offices no longer. */
export function noOffice(vars: OfActor["Variables"]) {
  return isClosed(vars) ? refuse({ code: "office_closed" }) : refuse({ code: "not_administrator" });
}

/** Whether the account has an office that this session opens no longer. */
export function isClosed({ actor, session }: OfActor["Variables"]): boolean {
  return opensOffices(actor) && actor.officeOpen === false && session.grants.some(({ role }) => role === "administrator");
}

/**
 * The lowest division that contains `code` and has the actor as an administrator now; null if there is none.
 * The grants of the account only name the divisions to ask; each division itself decides.
 */
export async function officeOver(env: ObjectsEnv, issuer: Issuer, actor: Actor, code: string): Promise<string | null> {
  if (!opensOffices(actor) || actor.officeOpen === false) return null;
  const view = await accountsOf(env, issuer, actor.account).view(actor.account);
  const offices = (view?.grants ?? [])
    .filter(({ role, division }) => role === "administrator" && isWithin(code, division))
    .map(({ division }) => division)
    .toSorted((a, b) => b.length - a.length);
  for (const office of offices) if (await divisionOf(env, issuer, office).isAdministrator(actor)) return office;
  return null;
}
