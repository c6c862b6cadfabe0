/** Turns the request for a change of facts about one person into a complete change for a proposal, and checks it against the stored facts and divisions. */
import type { FACT_DAYS } from "../../contract/fact.ts";
import type { DOCUMENT } from "../../contract/operation.ts";
import type { ChangeRequest } from "../../contract/proposal/proposal.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { dateOf } from "../../domain/china-time.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { maskDocument } from "../../domain/identity/mask.ts";
import { shardOf } from "../../domain/issuer/issuer.ts";
import { type FactChange, isAbout } from "../../domain/proposal/proposal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { peopleOf } from "../../objects/env.ts";
import type { ForeseeFacts } from "../../objects/people/colour/rpc.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { Env, OfIssuer } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";
import { checkedFact } from "./checked-fact.ts";

type FactChangeRequest = Extract<ChangeRequest, { readonly kind: FactChange["kind"] }>;

type FactProblem = WireRefusal<
  | (typeof DOCUMENT)[number]
  | (typeof FACT_DAYS)[number]
  | "division_unknown"
  | "own_facts"
  | "fact_withdrawn"
  | "fact_not_found"
  | "too_many_facts"
>;

/** A change of the facts about one person. Of the identity document it contains only the masked form. Each problem has a JSON Pointer into a body with the member `change`. */
export async function factChangeOf(
  env: Env,
  vars: Pick<OfIssuer["Variables"], "issuer" | "secrets" | "now">,
  request: FactChangeRequest,
  concerns: readonly PersonKey[],
): Promise<Result<FactChange, FactProblem>> {
  const { issuer, secrets, now } = vars;
  const document = await documentOf(env, vars, request);
  if (!document.ok) return document;
  const person = await personKeyOf(secrets, canonicalDocument(document.value));
  const factState = await peopleOf(env, issuer, person).factState({ person, name: request.fact });
  const about = {
    person,
    shard: shardOf(person, issuer.shards),
    maskedName: factState.maskedName,
    maskedDocument: maskDocument(document.value.number),
  };
  const change: FactChange =
    request.kind === "fact_entry"
      ? { kind: request.kind, about, fact: request.fact }
      : { kind: request.kind, about, fact: request.fact };
  if (isAbout(change, concerns)) return refuse({ code: "own_facts" });
  if (factState.state === "withdrawn") return refuse({ code: "fact_withdrawn", pointer: "/change/fact/reference" });
  if (change.kind === "fact_withdrawal" && factState.state === "none")
    return refuse({ code: "fact_not_found", pointer: "/change/fact/reference" });
  if (change.kind === "fact_entry" && factState.state === "none" && factState.isFull) return refuse({ code: "too_many_facts" });
  const [foreseen] = (await peopleOf(env, issuer, person).foreseeFacts(foresight(person, change), now)).named;
  return accept({ ...change, effect: { from: foreseen?.from ?? null, to: foreseen?.to ?? null } });
}

/** The document of the person. The name of an entry to be withdrawn is not checked: it is looked for. */
async function documentOf(env: Env, vars: Pick<OfIssuer["Variables"], "issuer" | "now">, request: FactChangeRequest) {
  if (request.kind === "fact_entry")
    return checkedFact(env, vars, request, { document: "/change/document", fact: "/change/fact" });
  const document = checkDocument(request.document, dateOf(vars.now));
  return document.ok ? document : refuse({ code: document.refusal.code, pointer: `/change/document/${document.refusal.field}` });
}

/** The question for the person's colour with the change. */
function foresight(person: PersonKey, change: FactChange): ForeseeFacts {
  const facts = change.kind === "fact_entry" ? [change.fact] : [];
  const withdrawn = change.kind === "fact_withdrawal" ? [change.fact] : [];
  return { persons: [{ person, facts, withdrawn }], named: [person] };
}
