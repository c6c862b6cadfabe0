/** Single facts: an entry of a list is stored with its person, who may not have declared yet, and decides the person's colour at once. */
import type { DOCUMENT } from "../../contract/operation.ts";
import { factAct, type FactReceipt, type FactRequest, FACTS } from "../../contract/fact.ts";
import type { FactLine } from "../../domain/fact/fact-line.ts";
import { checkFact, type FactRefusal } from "../../domain/fact/fact.ts";
import { dateOf } from "../../domain/china-time.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { peopleOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { Env, OfIssuer } from "../env.ts";
import { readOperatorAct } from "../divisions/operator.ts";
import { Routes } from "../http/operation.ts";
import type { WireRefusal } from "../http/problem.ts";

export const facts = new Routes<OfIssuer>("/api/v1/operator").on(FACTS.operateFacts, async (c, { body, answer }) => {
  const act = await readOperatorAct(body.request, c.env, c.var, factAct);
  if (!act.ok) return act;
  const checked = await checkSent(c.env, c.var, act.value);
  if (!checked.ok) return checked;
  const entered = await enterFact(c.env, c.var, checked.value);
  return entered.ok ? answer(200, entered.value) : entered;
});

type SentRefusal = FactRefusal | WireRefusal<(typeof DOCUMENT)[number] | "division_unknown">;

export async function checkSent(
  env: Env,
  vars: OfIssuer["Variables"],
  { document: written, kind, from, until, source, reference }: FactRequest,
): Promise<Result<FactLine, SentRefusal>> {
  const day = dateOf(vars.now);
  const document = checkDocument(written, day);
  if (!document.ok) return refuse({ code: document.refusal.code, pointer: `/document/${document.refusal.field}` });
  const fact = checkFact({ kind, from, until, source, reference }, day);
  if (!fact.ok) return fact;
  if (!(await openDivisions(env, vars).exists(source))) return refuse({ code: "division_unknown", pointer: "/source" });
  return accept({ document: document.value, fact: fact.value });
}

export async function enterFact(
  env: Env,
  { issuer, secrets, now }: OfIssuer["Variables"],
  { document, fact }: FactLine,
): Promise<Result<FactReceipt, { readonly code: "too_many_facts" }>> {
  const person = await personKeyOf(secrets, canonicalDocument(document));
  const [outcome] = await peopleOf(env, issuer, person).enterFacts([{ person, fact }], now);
  return outcome === "too_many_facts" ? refuse({ code: outcome }) : accept({ changed: outcome === "new" });
}
