/** Turns the change in a request into a complete change for a proposal, and checks it against the stored facts, rule sets and divisions. */
import type { ChangeRequest, PROPOSALS } from "../../contract/proposal.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { dateOf } from "../../domain/china-time.ts";
import { isWithin } from "../../domain/division/division.ts";
import { checkFact } from "../../domain/fact/fact.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { maskDocument } from "../../domain/identity/mask.ts";
import { regionOf, shardOf } from "../../domain/issuer/issuer.ts";
import { type Change, checkChange, type FactChange, isAbout } from "../../domain/proposal/proposal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { headOf, type RuleSet } from "../../domain/rules/rule-set.ts";
import { issuerObjectOf, peopleOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { Env, OfOfficer } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";

/** Problems of a change, each with a JSON Pointer into the request's body. */
type ChangeProblem = WireRefusal<
  Exclude<
    (typeof PROPOSALS.propose.problems)[number],
    OfOfficer["Problems"] | "reason_not_health" | "too_many_proposals" | "proposal_id_used"
  >
>;

export async function changeOf(
  env: Env,
  vars: OfOfficer["Variables"],
  request: ChangeRequest,
  concerns: readonly PersonKey[],
): Promise<Result<Change, ChangeProblem>> {
  const { issuer } = vars;
  if (request.kind === "rule_set_withdrawal") {
    const { kind, approved } = request;
    const entry = await issuerObjectOf(env, issuer.code).ruleSet(approved);
    if (entry === null) return refuse({ code: "rule_set_not_found", pointer: "/change/approved" });
    return accept({ kind, approved, ruleSet: headOf(JSON.parse(entry.ruleSet) as RuleSet) });
  }
  if ("document" in request) return factChangeOf(env, vars, request, concerns);
  const from = Date.parse(request.from);
  if (request.kind === "colours_switch") return checkChange({ kind: request.kind, from }, vars.now);
  const { kind, division, until } = request;
  const change = checkChange({ kind, division, from, until: until === null ? null : Date.parse(until) }, vars.now);
  if (!change.ok) return change;
  const isHere = isWithin(division, regionOf(issuer.code));
  if (isHere && (await openDivisions(env, vars).exists(division))) return change;
  return refuse({ code: "division_unknown", pointer: "/change/division" });
}

type FactChangeRequest = Extract<ChangeRequest, { readonly document: unknown }>;

/** A change of the facts about one person. Of the identity document it contains only the masked form. */
async function factChangeOf(
  env: Env,
  vars: OfOfficer["Variables"],
  request: FactChangeRequest,
  concerns: readonly PersonKey[],
): Promise<Result<Change, ChangeProblem>> {
  const { issuer, secrets, now } = vars;
  const document = checkDocument(request.document, dateOf(now));
  if (!document.ok) return refuse({ code: document.refusal.code, pointer: `/change/document/${document.refusal.field}` });
  if (request.kind === "fact_entry") {
    const fact = checkFact(request.fact, dateOf(now));
    if (!fact.ok) return refuse({ code: fact.refusal.code, pointer: `/change/fact${fact.refusal.field}` });
    if (!(await openDivisions(env, vars).exists(request.fact.source)))
      return refuse({ code: "division_unknown", pointer: "/change/fact/source" });
  }
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
  return accept(change);
}
