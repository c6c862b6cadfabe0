/** Operators propose facts, and decide the proposals of other operators, by signed requests. */
import { decisionAct, factAct, OPERATORS, waitingAct } from "../../contract/operator.ts";
import type { DecisionAct } from "../../domain/proposal/proposal.ts";
import { checkReason } from "../../domain/proposal/reason.ts";
import { refuse } from "../../domain/result.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import type { OfIssuer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import { factChangeOf } from "../officers/fact-change.ts";
import { proposalView } from "../officers/proposal-view.ts";
import { readOperatorAct } from "./request.ts";

const DECISIONS: Readonly<Record<"approve" | "refuse" | "withdraw", DecisionAct>> = {
  approve: "approved",
  refuse: "refused",
  withdraw: "withdrawn",
};
/** Nobody concerns an operator, who is known by a key and not as a person. No operator decides rule sets, whose trial must be opened. */
const NO_SIGHT = { concerns: [], hasOpened: false };

export const operatorProposals = new Routes<OfIssuer>("/api/v1/operator")
  .on(OPERATORS.operateFacts, async (c, { body, answer }) => {
    const signed = await readOperatorAct(c, body.request, factAct);
    if (!signed.ok) return signed;
    const { issuer, now } = c.var;
    const { operator, act } = signed.value;
    const { document, reason: text, evidence, act: _, ...fact } = act;
    const reason = checkReason(text);
    if (!reason.ok) return refuse({ ...reason.refusal, pointer: "/reason" });
    const change = await factChangeOf(c.env, c.var, { kind: "fact_entry", document, fact }, []);
    if (!change.ok) {
      const { code, pointer } = change.refusal;
      if (code === "own_facts" || code === "fact_not_found") throw new Error(`no entry of an operator can be refused as ${code}`);
      // The act has the members of the change and of its entry at the top.
      return refuse({ code, ...(pointer !== undefined && { pointer: pointer.replace(/^\/change(?:\/fact)?/, "") }) });
    }
    const by = { operator };
    const order = { id: newOpaqueId(), at: now, by, change: change.value, reason: reason.value, evidence, decision: null };
    const proposal = await issuerObjectOf(c.env, issuer.code).propose(order);
    if (proposal.ok) return answer(201, proposalView(proposal.value, by, now));
    const { code } = proposal.refusal;
    if (code !== "too_many_proposals") throw new Error(`no fact of an operator can be refused as ${code}`);
    return refuse({ code });
  })
  .on(OPERATORS.operatorsWaiting, async (c, { body, answer }) => {
    const signed = await readOperatorAct(c, body.request, waitingAct);
    if (!signed.ok) return signed;
    const { issuer, now } = c.var;
    const { proposals } = await issuerObjectOf(c.env, issuer.code).proposals(now);
    const waiting = proposals.filter(({ by, decision }) => "operator" in by && decision === null);
    return answer(200, { proposals: waiting.map((one) => proposalView(one, { operator: signed.value.operator }, now)) });
  })
  .on(OPERATORS.operatorsDecide, async (c, { body, answer }) => {
    const signed = await readOperatorAct(c, body.request, decisionAct);
    if (!signed.ok) return signed;
    const { issuer, now } = c.var;
    const { operator, act } = signed.value;
    const by = { operator };
    const decision = { act: DECISIONS[act.act], at: now, by, note: act.note };
    const decided = await issuerObjectOf(c.env, issuer.code).decideProposal(act.id, decision, NO_SIGHT, []);
    return decided.ok ? answer(200, proposalView(decided.value, by, now)) : decided;
  });
