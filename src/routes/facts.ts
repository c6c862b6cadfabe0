/** Facts, one by one: an entry of a list is kept by its person, who may not have declared yet, and decides their colour at once. */
import { Hono } from "hono";
import { factAct, type FactEntered } from "../contract/fact.ts";
import { checkFact } from "../domain/colour/facts.ts";
import { today } from "../domain/identity/calendar-date.ts";
import { canonicalDocument, checkDocument } from "../domain/identity/document.ts";
import { peopleOf } from "../objects/env.ts";
import { openDivisions } from "../storage/divisions.ts";
import { personKeyOf } from "../token/secrets.ts";
import type { OfIssuer } from "./env.ts";
import { readOperatorAct } from "./operator-act.ts";
import { problem } from "./problem.ts";

export const facts = new Hono<OfIssuer>().post("/", async (c) => {
  const act = await readOperatorAct(c.req.raw, c.env, c.var, factAct);
  if (!act.ok) return problem(act.refusal);
  const { issuer, secrets, now } = c.var;
  const { document: shown, kind, from, until, source, reference } = act.value;
  const document = checkDocument(shown, today(now));
  if (!document.ok) return problem({ code: document.refusal.code, pointer: `/document/${document.refusal.field}` });
  const fact = checkFact({ kind, from, until, source, reference }, today(now));
  if (!fact.ok) return problem({ code: fact.refusal.code, pointer: fact.refusal.field });
  if (!(await openDivisions(c.env, c.var).exists(source))) return problem({ code: "division_unknown", pointer: "/source" });
  const person = await personKeyOf(secrets, canonicalDocument(document.value));
  const [outcome] = await peopleOf(c.env, issuer, person).enterFacts([{ person, fact: fact.value }], now);
  return outcome === "too_many_facts" ? problem({ code: outcome }) : c.json<FactEntered>({ changed: outcome === "new" });
});
