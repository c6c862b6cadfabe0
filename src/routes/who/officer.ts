/** Requires an officer of the issuer: a person who is an administrator of its whole region now, and whose login is bound to that person by real name. */
import { boundPerson } from "../../domain/officer/officer.ts";
import type { OfOfficer } from "../env.ts";
import { check } from "../http/operation.ts";
import { noOffice, officeOver } from "./in-charge.ts";

export const officer = check<OfOfficer>(async (c) => {
  const { issuer, actor } = c.var;
  if ((await officeOver(c.env, issuer, actor, issuer.code)) === null) return noOffice(c.var);
  const person = boundPerson(actor);
  if (!person.ok) return person;
  c.set("officer", { person: person.value, maskedPhone: actor.maskedPhone });
  return null;
});
