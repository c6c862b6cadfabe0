/** Turns the change in a request into a complete change, and checks it against the stored facts, rule sets and divisions. */
import type { AskedChange, PROPOSALS } from "../../contract/proposal.ts";
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

/** Problems of a change; each names its place in the body. */
type ChangeProblem = WireRefusal<
  Exclude<(typeof PROPOSALS.propose.problems)[number], OfOfficer["Problems"] | "reason_not_health" | "too_many_proposals">
>;

/** A refusal carries a JSON Pointer into the request's body. */
export async function changeOf(
  env: Env,
  vars: OfOfficer["Variables"],
  asked: AskedChange,
): Promise<Result<Change, ChangeProblem>> {
  const { issuer } = vars;
  if (asked.kind === "rule_set_withdrawal") {
    const { kind, approved } = asked;
    const found = await issuerObjectOf(env, issuer.code).ruleSet(approved);
    if (found === null) return refuse({ code: "rule_set_not_found", pointer: "/change/approved" });
    return accept({ kind, approved, ruleSet: headOf(JSON.parse(found.ruleSet) as RuleSet) });
  }
  if ("document" in asked) return factChangeOf(env, vars, asked);
  const from = Date.parse(asked.from);
  if (asked.kind === "colours_switch") return checkChange({ kind: asked.kind, from }, vars.now);
  const { kind, division, until } = asked;
  const change = checkChange({ kind, division, from, until: until === null ? null : Date.parse(until) }, vars.now);
  if (!change.ok) return change;
  const isHere = isWithin(division, regionOf(issuer.code));
  if (isHere && (await openDivisions(env, vars).exists(division))) return change;
  return refuse({ code: "division_unknown", pointer: "/change/division" });
}

type AskedFact = Extract<AskedChange, { readonly document: unknown }>;

/** The change stores only the masked form of the identity document. */
export async function factChangeOf(
  env: Env,
  vars: OfOfficer["Variables"],
  asked: AskedFact,
): Promise<Result<Change, ChangeProblem>> {
  const { issuer, secrets, now, officer } = vars;
  const document = checkDocument(asked.document, dateOf(now));
  if (!document.ok) return refuse({ code: document.refusal.code, pointer: `/change/document/${document.refusal.field}` });
  if (asked.kind === "fact_entry") {
    const fact = checkFact(asked.fact, dateOf(now));
    if (!fact.ok) return refuse({ code: fact.refusal.code, pointer: `/change/fact${fact.refusal.field}` });
    if (!(await openDivisions(env, vars).exists(asked.fact.source)))
      return refuse({ code: "division_unknown", pointer: "/change/fact/source" });
  }
  const person = await personKeyOf(secrets, canonicalDocument(document.value));
  const known = await peopleOf(env, issuer, person).factState({ person, name: asked.fact });
  const about = {
    person,
    shard: shardOf(person, issuer.shards),
    maskedName: known.maskedName,
    maskedDocument: maskDocument(document.value.number),
  };
  const change: FactChange =
    asked.kind === "fact_entry" ? { kind: asked.kind, about, fact: asked.fact } : { kind: asked.kind, about, fact: asked.fact };
  if (isAbout(change, officer)) return refuse({ code: "own_facts" });
  if (known.state === "withdrawn") return refuse({ code: "fact_withdrawn", pointer: "/change/fact/reference" });
  if (change.kind === "fact_withdrawal" && known.state === "none")
    return refuse({ code: "fact_not_found", pointer: "/change/fact/reference" });
  if (change.kind === "fact_entry" && known.state === "none" && known.isFull) return refuse({ code: "too_many_facts" });
  return accept(change);
}
