/** New rule sets: proposed whole by an officer, and read by the one who decides, which is done as for every proposal. */
import { Hono } from "hono";
import type { Proposal } from "../../contract/proposal.ts";
import { type ProposedRuleSet, type RuleSet, ruleSetRequest, type RuleSets } from "../../contract/rule-set.ts";
import { today } from "../../domain/china-time.ts";
import { checkReason } from "../../domain/proposal/reason.ts";
import { checkRuleSet, type ReadyRuleSet } from "../../domain/rules/check-rule-set.ts";
import { headOf } from "../../domain/rules/rule-set.ts";
import { authoritiesOf, endOf, ruleSetFor } from "../../domain/rules/succession.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import { ruleSetsOf } from "../../storage/rule-sets.ts";
import type { OfIssuer, OfOfficer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { actor } from "../who/actor.ts";
import { officer } from "../who/officer.ts";
import { proposalView } from "./proposals.ts";
import { trials } from "./trials.ts";

/** Some four times the longest that practice has known. */
const MAX_RULE_SET_BYTES = 64 * 1024;

export const proposedRuleSets = new Hono<OfOfficer>()
  .use(actor)
  .use(officer)
  .post("/", async (c) => {
    const body = await readBody(c.req.raw, ruleSetRequest, MAX_RULE_SET_BYTES);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, officer: by } = c.var;
    const reason = checkReason(body.value.reason);
    if (!reason.ok) return problem({ ...reason.refusal, pointer: "/reason" });
    const checked = checkRuleSet(body.value.ruleSet);
    if (!checked.ok) return problem({ code: checked.refusal.code, pointer: `/ruleSet${checked.refusal.field}` });
    const { ruleSet } = checked.value;
    const proposed = await issuerObjectOf(c.env, issuer.code).proposeRuleSet(
      {
        id: newOpaqueId(),
        at: now,
        by,
        change: { kind: "rule_set", ruleSet: headOf(ruleSet) },
        reason: reason.value,
        evidence: body.value.evidence,
        decision: null,
      },
      ruleSet,
    );
    if (proposed.ok) return c.json<Proposal>(proposalView(proposed.value, by, now), 201);
    const { refusal } = proposed;
    return problem({ code: refusal.code, ...("field" in refusal && { pointer: `/ruleSet${refusal.field}` }) });
  })
  .get("/:id", async (c) => {
    const { issuer, now, officer: asking } = c.var;
    const found = await issuerObjectOf(c.env, issuer.code).ruleSet(c.req.param("id"));
    if (found === null) return problem({ code: "rule_set_not_found" });
    const ruleSet = JSON.parse(found.ruleSet) as RuleSet;
    return c.json<ProposedRuleSet>({ proposal: proposalView(found.proposal, asking, now), ruleSet });
  })
  .route("/:id/trial", trials);

export const ruleSets = new Hono<OfIssuer>().get("/", async (c) => {
  const { issuer, now } = c.var;
  const day = today(now);
  const sets = await ruleSetsOf(c.env.PUBLISHED, issuer.code, now);
  const present = ruleSetFor(sets, issuer.code, day);
  const stateOf = (ready: ReadyRuleSet, endsOn: string | null) => {
    if (ready === present) return "in_force";
    if (ready.ruleSet.validFrom > day) return "coming";
    return endsOn !== null && endsOn <= day ? "over" : "standby";
  };
  const authorities = authoritiesOf(issuer.code);
  const mine = sets.filter(({ ruleSet }) => authorities.includes(ruleSet.issuer));
  return c.json<RuleSets>({
    ruleSets: mine.map((ready) => {
      const endsOn = endOf(sets, ready.ruleSet);
      return { ...ready.ruleSet, rows: [...ready.ruleSet.rows], endsOn, state: stateOf(ready, endsOn) };
    }),
  });
});
