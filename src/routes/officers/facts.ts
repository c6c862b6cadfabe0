/** Facts, one by one: an entry of a list is kept by its person, who may not have declared yet, and decides their colour at once. */
import { Hono } from "hono";
import { factAct, type FactEntered, type FactRequest } from "../../contract/fact.ts";
import { checkFact } from "../../domain/fact/fact.ts";
import { isWithin } from "../../domain/division/division.ts";
import { today } from "../../domain/china-time.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { peopleOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { Env, OfIssuer } from "../env.ts";
import { readOperatorAct } from "../divisions/operator.ts";
import { problem } from "../http/problem.ts";

/** Operators enter any list. */
const EVERYWHERE = "";

export const facts = new Hono<OfIssuer>().post("/", async (c) => {
  const act = await readOperatorAct(c.req.raw, c.env, c.var, factAct);
  return act.ok ? enterFact(c.env, c.var, act.value, EVERYWHERE) : problem(act.refusal);
});

/** @param scope the division whose lists whoever sends it may enter */
export async function enterFact(env: Env, vars: OfIssuer["Variables"], sent: FactRequest, scope: string): Promise<Response> {
  const { issuer, secrets, now } = vars;
  const { document: shown, kind, from, until, source, reference } = sent;
  const document = checkDocument(shown, today(now));
  if (!document.ok) return problem({ code: document.refusal.code, pointer: `/document/${document.refusal.field}` });
  const fact = checkFact({ kind, from, until, source, reference }, today(now));
  if (!fact.ok) return problem({ code: fact.refusal.code, pointer: fact.refusal.field });
  if (!(await openDivisions(env, vars).exists(source))) return problem({ code: "division_unknown", pointer: "/source" });
  if (!isWithin(source, scope)) return problem({ code: "outside_scope", pointer: "/source" });
  const person = await personKeyOf(secrets, canonicalDocument(document.value));
  const [outcome] = await peopleOf(env, issuer, person).enterFacts([{ person, fact: fact.value }], now);
  if (outcome === "too_many_facts") return problem({ code: outcome });
  return Response.json({ changed: outcome === "new" } satisfies FactEntered);
}
