/** Operators propose facts about persons, by signed requests. */
import { OPERATORS } from "../../contract/operator.ts";
import { factAct } from "../../contract/operator-act.ts";
import { checkReason } from "../../domain/proposal/reason.ts";
import { refuse } from "../../domain/result.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import type { OfIssuer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import { factChangeOf } from "../officers/fact-change.ts";
import { proposalView } from "../officers/proposal-view.ts";
import { readOperatorAct } from "./request.ts";

export const operatorFacts = new Routes<OfIssuer>("/api/v1/operator").on(OPERATORS.operateFacts, async (c, { body, answer }) => {
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
});
