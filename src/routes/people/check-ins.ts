/** Daily check-ins of one person: each decides the colour anew; those of late, and until when the next one is awaited. Source: product.md §6. */
import { Hono } from "hono";
import { type CheckInReceipt, checkInRequest, type CheckIns } from "../../contract/check-in.ts";
import { checkInDue } from "../../domain/colour/check-ins.ts";
import { healthFault } from "../../domain/declaration/declaration.ts";
import type { ReadyRuleSet } from "../../domain/rules/check-rule-set.ts";
import { peopleOf } from "../../objects/env.ts";
import { ruleSetsOf } from "../../storage/rule-sets.ts";
import type { OfManaged } from "../env.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import type { ColourNow } from "../../objects/people/colour/rpc.ts";

export const checkIns = new Hono<OfManaged>()
  .get("/", async (c) => {
    const { issuer, now, managed, actor } = c.var;
    const { person } = managed;
    const people = peopleOf(c.env, issuer, person);
    const [found, colour] = await Promise.all([
      people.checkIns(person, actor.account, now),
      people.colour(person, actor.account, now),
    ]);
    if (!found.ok) return problem(found.refusal);
    if (!colour.ok) return problem(colour.refusal);
    const ruleSets = await ruleSetsOf(c.env.PUBLISHED, issuer.code, now);
    return c.json<CheckIns>({
      checkIns: found.value.map(({ at, temperatureCelsius, symptoms }) => {
        return { at: new Date(at).toISOString(), temperatureCelsius, symptoms: [...symptoms] };
      }),
      asked: checkInAsked(ruleSets, colour.value),
    });
  })
  .post("/", async (c) => {
    const body = await readBody(c.req.raw, checkInRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, managed, actor } = c.var;
    const fault = healthFault(body.value);
    if (fault !== null) return problem(fault);
    const said = { ...body.value, at: now };
    const made = await peopleOf(c.env, issuer, managed.person).checkIn(managed.person, actor.account, said);
    return made.ok ? c.json<CheckInReceipt>({ at: new Date(made.value.at).toISOString() }, 201) : problem(made.refusal);
  });

/** Null where they ask for none. */
export function checkInAsked(sets: readonly ReadyRuleSet[], { decision, saidAt }: ColourNow): CheckIns["asked"] {
  const ready = sets.find(({ ruleSet: { id, version } }) => id === decision.ruleSet && version === decision.version);
  const dueAt = ready === undefined ? null : checkInDue(ready.ruleSet, decision.row, saidAt);
  return dueAt === null ? null : { lastAt: new Date(saidAt).toISOString(), dueAt: new Date(dueAt).toISOString() };
}
