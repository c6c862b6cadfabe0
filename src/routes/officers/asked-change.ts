/** A change as it is asked for over the wire, made whole and checked against what is known here. */
import type { AskedChange } from "../../contract/proposal.ts";
import { headOf, type RuleSet } from "../../domain/rules/rule-set.ts";
import { isWithin } from "../../domain/division/division.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { type Change, checkChange } from "../../domain/proposal/proposal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { Env, OfOfficer } from "../env.ts";
import { factChangeOf } from "../fact-change.ts";
import type { WireRefusal } from "../http/problem.ts";

/** Refused with the place in the request's body. */
export async function changeOf(env: Env, vars: OfOfficer["Variables"], asked: AskedChange): Promise<Result<Change, WireRefusal>> {
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
