/** The colour of one person: what it is, why, since when, until when, what ends it and whom to ask. */
import { Hono } from "hono";
import type { PersonColour } from "../../contract/colour.ts";
import { answerDue } from "../../domain/appeal/appeal.ts";
import { peopleOf } from "../../objects/env.ts";
import type { ColourNow } from "../../objects/people/rpc.ts";
import { checkInAsked } from "../check-in-asked.ts";
import { showingOf, shownNow } from "../colour-now.ts";
import type { OfManaged } from "../env.ts";
import { problem } from "../http/problem.ts";

export const colour = new Hono<OfManaged>().get("/", async (c) => {
  const { issuer, now, managed, actor } = c.var;
  const found = await peopleOf(c.env, issuer, managed.person).colour(managed.person, actor.account, now);
  if (!found.ok) return problem(found.refusal);
  const { decision, community } = found.value;
  const showing = await showingOf(c.env, issuer, now);
  const shown = shownNow(showing, decision, community, now);
  return c.json<PersonColour>({
    colour: shown.colour,
    row: shown.row,
    reason: shown.reason,
    since: new Date(shown.since).toISOString(),
    until: shown.until === null ? null : new Date(shown.until).toISOString(),
    ends: shown.ends,
    ask: shown.ask,
    checkIn: checkInAsked(showing.ruleSets, found.value),
    appeal: appealOf(found.value.appeal),
    ruleSet: { id: decision.ruleSet, version: decision.version },
  });
});

function appealOf(appeal: ColourNow["appeal"]): PersonColour["appeal"] {
  if (appeal === null) return null;
  const { at, answeredAt, granted } = appeal;
  const dueAt = new Date(answerDue(at)).toISOString();
  if (answeredAt === null) return { state: "waiting", dueAt, answeredAt };
  return { state: granted ? "granted" : "refused", dueAt, answeredAt: new Date(answeredAt).toISOString() };
}
