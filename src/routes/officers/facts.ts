/** Single facts from clients: enters one entry of a list about a person, and decides the colour at once if the person has declared. */
import type { DOCUMENT } from "../../contract/operation.ts";
import { type FactReceipt, type FactRequest, FACTS } from "../../contract/fact.ts";
import type { FactLine } from "../../domain/fact/fact-line.ts";
import { checkFact, type FactRefusal } from "../../domain/fact/fact.ts";
import { dateOf } from "../../domain/china-time.ts";
import { isWithin } from "../../domain/division/division.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { peopleOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { Env, OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import type { WireRefusal } from "../http/problem.ts";
import { client } from "../who/sender.ts";

export const facts = new Routes<OfIssuer>("").on(FACTS.enterFact, client("facts"), async (c, { body, answer }) => {
  const entry = await checkEntry(c.env, c.var, body);
  if (!entry.ok) return entry;
  if (!isWithin(body.source, c.var.sender.scope)) return refuse({ code: "outside_scope", pointer: "/source" });
  const receipt = await enterFact(c.env, c.var, entry.value);
  return receipt.ok ? answer(200, receipt.value) : receipt;
});

type EntryRefusal = FactRefusal | WireRefusal<(typeof DOCUMENT)[number] | "division_unknown">;

async function checkEntry(
  env: Env,
  vars: OfIssuer["Variables"],
  { document: fields, kind, from, until, source, reference }: FactRequest,
): Promise<Result<FactLine, EntryRefusal>> {
  const day = dateOf(vars.now);
  const document = checkDocument(fields, day);
  if (!document.ok) return refuse({ code: document.refusal.code, pointer: `/document/${document.refusal.field}` });
  const fact = checkFact({ kind, from, until, source, reference }, day);
  if (!fact.ok) return fact;
  if (!(await openDivisions(env, vars).exists(source))) return refuse({ code: "division_unknown", pointer: "/source" });
  return accept({ document: document.value, fact: fact.value });
}

async function enterFact(
  env: Env,
  { issuer, secrets, now }: OfIssuer["Variables"],
  { document, fact }: FactLine,
): Promise<Result<FactReceipt, { readonly code: "too_many_facts" }>> {
  const person = await personKeyOf(secrets, canonicalDocument(document));
  const [outcome] = await peopleOf(env, issuer, person).enterFacts([{ person, fact }], now);
  return outcome === "too_many_facts" ? refuse({ code: outcome }) : accept({ changed: outcome === "new" });
}
