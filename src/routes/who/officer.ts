/** Requires an officer of the issuer: an administrator of its own region at this moment, known by real name, so that two logins are not two officers. */
import { createMiddleware } from "hono/factory";
import type { Actor } from "../../domain/access/keys.ts";
import type { OfOfficer } from "../env.ts";
import { problem } from "../http/problem.ts";
import { officeOver } from "./in-charge.ts";

export const officer = createMiddleware<OfOfficer>(async (c, next) => {
  const { issuer, actor } = c.var;
  const { person, maskedPhone } = actor;
  if (person === null || (await officeOver(c.env, issuer, actor, issuer.code)) === null)
    return problem({ code: "not_administrator" });
  c.set("officer", { person, maskedPhone });
  return next();
});

export function officerOf({ person, account }: Actor): string {
  return person ?? account;
}
