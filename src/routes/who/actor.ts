/** Checks in front of routes: requires a session, or also that its account manages the person in the path or has claimed them. */
import { refuse } from "../../domain/result.ts";
import type { OfActor, OfManaged } from "../env.ts";
import { check } from "../http/operation.ts";
import { sessionOf } from "./sessions.ts";

/** Requires a session and sets the actor. */
export const actor = check<OfActor>(async (c) => {
  const session = await sessionOf(c.env, c.var.issuer, c.req.raw, c.var.now, { address: c.var.address });
  if (session === null) return refuse({ code: "not_logged_in" });
  c.set("actor", session.actor);
  c.set("session", session);
  return null;
});

/** Requires that the actor manages the person in the path, or has claimed them. */
export const managed = check<OfManaged>(async (c) => {
  const person = c.var.session.people.find(({ id }) => id === c.req.param("person"));
  if (person === undefined) return refuse({ code: "person_not_found" });
  c.set("managed", person);
  return null;
});
