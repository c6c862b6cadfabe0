/** Rule sets: the public list, and proposals of rule sets with their whole text. Officers decide these proposals under /api/v1/proposals. */
import { type RuleSet, RULE_SETS } from "../../contract/rules/rule-set.ts";
import { dateOf } from "../../domain/china-time.ts";
import { checkReason } from "../../domain/proposal/reason.ts";
import { officerOf } from "../../domain/officer/officer.ts";
import { refuse } from "../../domain/result.ts";
import { checkRuleSet, type ReadyRuleSet } from "../../domain/rules/check-rule-set.ts";
import { headOf } from "../../domain/rules/rule-set.ts";
import { authoritiesOf, endOf, ruleSetFor } from "../../domain/rules/succession.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import { ruleSetsOf } from "../../storage/rule-sets.ts";
import type { OfIssuer, OfOfficer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import { actingOfficer } from "../who/acting-officer.ts";
import { actor } from "../who/actor.ts";
import { officer } from "../who/officer.ts";
import { proposalView } from "./proposal-view.ts";
import { trials } from "./trials.ts";

export const proposedRuleSets = new Routes<OfOfficer>("/api/v1/rule-sets")
  .use(actor)
  .use(officer)
  .on(RULE_SETS.proposeRuleSet, async (c, { body, answer }) => {
    const { issuer, now, officer: reader } = c.var;
    const acting = await actingOfficer(c.env, c.var);
    if (!acting.ok) return acting;
    const { id = newOpaqueId() } = body;
    const reason = checkReason(body.reason);
    if (!reason.ok) return refuse({ ...reason.refusal, pointer: "/reason" });
    const check = checkRuleSet(body.ruleSet);
    if (!check.ok) return refuse({ code: check.refusal.code, pointer: `/ruleSet${check.refusal.field}` });
    const { ruleSet } = check.value;
    const proposal = await issuerObjectOf(c.env, issuer.code).proposeRuleSet(
      {
        id,
        at: now,
        by: officerOf(acting.value),
        change: { kind: "rule_set", ruleSet: headOf(ruleSet) },
        reason: reason.value,
        evidence: body.evidence,
        decision: null,
      },
      ruleSet,
    );
    if (proposal.ok) return answer(201, proposalView(proposal.value, reader, now));
    const { refusal } = proposal;
    return refuse({ code: refusal.code, ...("field" in refusal && { pointer: `/ruleSet${refusal.field}` }) });
  })
  .on(RULE_SETS.proposedRuleSet, async (c, { params, answer }) => {
    const { issuer, now, officer: reader } = c.var;
    const entry = await issuerObjectOf(c.env, issuer.code).ruleSet(params.id);
    if (entry === null) return refuse({ code: "rule_set_not_found" });
    const ruleSet = JSON.parse(entry.ruleSet) as RuleSet;
    return answer(200, { proposal: proposalView(entry.proposal, reader, now), ruleSet });
  })
  .with(trials);

export const ruleSets = new Routes<OfIssuer>("/api/v1/rule-sets").on(RULE_SETS.ruleSets, async (c, { answer }) => {
  const { issuer, now } = c.var;
  const day = dateOf(now);
  const sets = await ruleSetsOf(c.env.PUBLISHED, issuer.code, now);
  const present = ruleSetFor(sets, issuer.code, day);
  const stateOf = (ready: ReadyRuleSet, endsOn: string | null) => {
    if (ready === present) return "in_force";
    if (ready.ruleSet.validFrom > day) return "coming";
    return endsOn !== null && endsOn <= day ? "over" : "standby";
  };
  const authorities = authoritiesOf(issuer.code);
  const mine = sets.filter(({ ruleSet }) => authorities.includes(ruleSet.issuer));
  return answer(200, {
    ruleSets: mine.map((ready) => {
      const endsOn = endOf(sets, ready.ruleSet);
      return { ...ready.ruleSet, rows: [...ready.ruleSet.rows], endsOn, state: stateOf(ready, endsOn) };
    }),
  });
});
