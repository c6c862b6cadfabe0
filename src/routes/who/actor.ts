/** Requires a session and sets the actor; the type of the routes behind it says so. */
import { refuse } from "../../domain/result.ts";
import type { OfActor, OfManaged } from "../env.ts";
import { check } from "../http/operation.ts";
import { askingOf } from "./sessions.ts";

export const actor = check<OfActor>(async (c) => {
  const asking = await askingOf(c.env, c.var.issuer, c.req.raw, c.var.now);
  if (asking === null) return refuse({ code: "not_logged_in" });
  c.set("actor", asking.actor);
  c.set("asking", asking);
  return null;
});

/** Requires that the actor manages the path's person, or has claimed them. */
export const managed = check<OfManaged>(async (c) => {
  const person = c.var.asking.people.find(({ id }) => id === c.req.param("person"));
  if (person === undefined) return refuse({ code: "person_not_found" });
  c.set("managed", person);
  return null;
});
