/** Whether the actor is in charge of a division: asked of the object that owns the right, at the time of the act. */
import type { Actor } from "../domain/access/keys.ts";
import { isWithin } from "../domain/division/division.ts";
import type { Issuer } from "../domain/issuer/issuer.ts";
import { accountsOf, divisionOf, type ObjectsEnv } from "../objects/env.ts";

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
