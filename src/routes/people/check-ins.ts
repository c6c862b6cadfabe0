/** Daily check-ins of one person: a new one, after which the colour is decided again, and the recent ones with the schedule. Source: product.md §6. */
import { CHECK_INS, type CheckIns } from "../../contract/check-in.ts";
import { PERSON } from "../../contract/operation.ts";
import { checkInDue } from "../../domain/colour/check-ins.ts";
import { healthFault } from "../../domain/declaration/declaration.ts";
import { refuse } from "../../domain/result.ts";
import type { ReadyRuleSet } from "../../domain/rules/check-rule-set.ts";
import { peopleOf } from "../../objects/env.ts";
import { ruleSetsOf } from "../../storage/rule-sets.ts";
import type { OfManaged } from "../env.ts";
import type { ColourNow } from "../../objects/people/colour/rpc.ts";
import { Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";

export const checkIns = new Routes<OfManaged>(PERSON)
  .on(CHECK_INS.checkIns, async (c, { answer }) => {
    const { issuer, now, managed, actor } = c.var;
    const { person } = managed;
    const people = peopleOf(c.env, issuer, person);
    const [recent, colour] = await Promise.all([
      people.checkIns(person, actor.account, now),
      people.colour(person, actor.account, now),
    ]);
    if (!recent.ok) return recent;
    if (!colour.ok) return colour;
    const ruleSets = await ruleSetsOf(c.env.PUBLISHED, issuer.code, now);
    return answer(200, {
      checkIns: recent.value.map(({ at, temperatureCelsius, symptoms }) => {
        return { at: instantOf(at), temperatureCelsius, symptoms: [...symptoms] };
      }),
      asked: checkInSchedule(ruleSets, colour.value),
    });
  })
  .on(CHECK_INS.checkIn, async (c, { body, answer }) => {
    const { issuer, now, managed, actor } = c.var;
    const fault = healthFault(body);
    if (fault !== null) return refuse(fault);
    const report = { ...body, at: now };
    const receipt = await peopleOf(c.env, issuer, managed.person).checkIn(managed.person, actor.account, report);
    return receipt.ok ? answer(201, { at: instantOf(receipt.value.at) }) : receipt;
  });

/** The schedule of check-ins by the rule set that decided the colour; null if it requires none of the person, or `sets` lack it. */
export function checkInSchedule(sets: readonly ReadyRuleSet[], { decision, saidAt }: ColourNow): CheckIns["asked"] {
  const ready = sets.find(({ ruleSet: { id, version } }) => id === decision.ruleSet && version === decision.version);
  const dueAt = ready === undefined ? null : checkInDue(ready, decision.row, saidAt);
  return dueAt === null ? null : { lastAt: instantOf(saidAt), dueAt: instantOf(dueAt) };
}
