/** Requires an officer of the issuer: an administrator of its own region at this moment, whose login is bound to a person by real name. */
import { createMiddleware } from "hono/factory";
import { boundPerson } from "../../domain/officer/officer.ts";
import type { OfOfficer } from "../env.ts";
import { problem } from "../http/problem.ts";
import { officeOver } from "./in-charge.ts";

export const officer = createMiddleware<OfOfficer>(async (c, next) => {
  const { issuer, actor } = c.var;
  if ((await officeOver(c.env, issuer, actor, issuer.code)) === null) return problem({ code: "not_administrator" });
  const person = boundPerson(actor);
  if (!person.ok) return problem(person.refusal);
  c.set("officer", { person: person.value, maskedPhone: actor.maskedPhone });
  return next();
});
