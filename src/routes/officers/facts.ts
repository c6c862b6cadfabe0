/** Single facts from clients: enters one entry of a list about a person, and decides the colour at once if the person has declared. */
import { type FactReceipt, FACTS } from "../../contract/fact.ts";
import type { FactLine } from "../../domain/fact/fact-line.ts";
import { isWithin } from "../../domain/division/division.ts";
import { canonicalDocument } from "../../domain/identity/document.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { peopleOf } from "../../objects/env.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { Env, OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { client } from "../who/sender.ts";
import { checkedFact } from "./checked-fact.ts";

export const facts = new Routes<OfIssuer>("").on(FACTS.enterFact, client("facts"), async (c, { body, answer }) => {
  const { document: typed, ...fact } = body;
  const document = await checkedFact(c.env, c.var, { document: typed, fact }, { document: "/document", fact: "" });
  if (!document.ok) return document;
  if (!isWithin(body.source, c.var.sender.scope)) return refuse({ code: "outside_scope", pointer: "/source" });
  const receipt = await enterFact(c.env, c.var, { document: document.value, fact });
  return receipt.ok ? answer(200, receipt.value) : receipt;
});

async function enterFact(
  env: Env,
  { issuer, secrets, now }: OfIssuer["Variables"],
  { document, fact }: FactLine,
): Promise<Result<FactReceipt, { readonly code: "too_many_facts" }>> {
  const person = await personKeyOf(secrets, canonicalDocument(document));
  const [outcome] = await peopleOf(env, issuer, person).enterFacts([{ person, fact }], now);
  return outcome === "too_many_facts" ? refuse({ code: outcome }) : accept({ changed: outcome === "new" });
}
