/** Requires an officer of the issuer: a person who is an administrator of its whole region now, and whose login is bound to that person by real name. */
import type { MiddlewareHandler } from "hono";
import { every } from "hono/combine";
import { boundPerson } from "../../domain/officer/officer.ts";
import type { OfOfficer } from "../env.ts";
import { check } from "../http/operation.ts";
import { actor } from "./actor.ts";
import { noOffice, officeOver } from "./in-charge.ts";

export const officer = check<OfOfficer>(async (c) => {
  const { issuer, actor: caller } = c.var;
  if ((await officeOver(c.env, issuer, caller, issuer.code)) === null) return noOffice(c.var);
  const person = boundPerson(caller);
  if (!person.ok) return person;
  c.set("officer", { person: person.value, maskedPhone: caller.maskedPhone });
  return null;
});

/** Requires a session, and that it is one of an officer: for a single operation. */
export const officerIn: MiddlewareHandler<OfOfficer> = every(actor, officer);
