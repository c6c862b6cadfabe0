/** Turns the change in a request into a complete change for a proposal, and checks it against the stored facts, rule sets and divisions. */
import type { ChangeRequest, PROPOSALS } from "../../contract/proposal/proposal.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { isWithin } from "../../domain/division/division.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { checkColourTable } from "../../domain/federation/colour-table.ts";
import { type Change, checkChange } from "../../domain/proposal/proposal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { headOf, type RuleSet } from "../../domain/rules/rule-set.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import { presentTable } from "../../storage/colour-tables.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { Env, OfOfficer } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";
import { exposureChangeOf } from "./exposure-change.ts";
import { factChangeOf } from "./fact-change.ts";
import { noticeChangeOf } from "./notice-change.ts";
import { toldChangeOf } from "./told-change.ts";
import { areaChangeOf, listChangeOf, withdrawalOf } from "./list-change-request.ts";

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
  if (request.kind === "fact_notice" || request.kind === "fact_notice_withdrawal")
    return noticeChangeOf(env, vars, request, concerns);
  if (request.kind === "exposure_entry" || request.kind === "exposure_withdrawal") return exposureChangeOf(env, vars, request);
  if ("peer" in request) return toldChangeOf(env, vars, request);
  if ("document" in request) {
    // An officer enters lists of the divisions of their region only. An entry of any list can be withdrawn.
    const isOutside = request.kind === "fact_entry" && !isWithin(request.fact.source, regionOf(issuer.code));
    const change = await factChangeOf(env, vars, request, concerns);
    return change.ok && isOutside ? refuse({ code: "outside_scope", pointer: "/change/fact/source" }) : change;
  }
  if (request.kind === "colour_table") {
    const table = checkColourTable(request.table);
    if (!table.ok) return refuse({ code: table.refusal.code, pointer: `/change/table${table.refusal.field}` });
    const { kind } = request;
    return accept({ kind, table: table.value, before: await presentTable(env.PUBLISHED, issuer.code) });
  }
  if (request.kind === "area_entry") return areaChangeOf(env, vars, request.entry);
  if (request.kind === "list_withdrawal") return withdrawalOf(env, vars, request.id);
  if ("file" in request) return listChangeOf(env, vars, request);
  const from = Date.parse(request.from);
  if (request.kind === "colours_switch") return checkChange({ kind: request.kind, from }, vars.now);
  const { kind, division, until } = request;
  const change = checkChange({ kind, division, from, until: until === null ? null : Date.parse(until) }, vars.now);
  if (!change.ok) return change;
  const isHere = isWithin(division, regionOf(issuer.code));
  if (isHere && (await openDivisions(env, vars).exists(division))) return change;
  return refuse({ code: "division_unknown", pointer: "/change/division" });
}
