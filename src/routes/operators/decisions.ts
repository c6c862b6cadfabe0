/** What waits for a second operator, and the decisions of operators, by signed requests. */
import { OPERATORS } from "../../contract/operator.ts";
import { decisionAct, waitingAct } from "../../contract/operator-act.ts";
import type { AppointmentDecision } from "../../domain/administrator/appointment.ts";
import type { Operator } from "../../domain/officer/officer.ts";
import type { DecisionAct } from "../../domain/proposal/proposal.ts";
import { divisionOf, issuerObjectOf } from "../../objects/env.ts";
import { decideAppointment } from "../divisions/appoint-by-two.ts";
import { proposedView } from "../divisions/proposed-appointments.ts";
import type { Env, OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { proposalView } from "../officers/proposal-view.ts";
import { actingOperator } from "./acting-operator.ts";
import { isNation, waitingHostings } from "./hosting.ts";
import { checkPlace, readOperatorAct } from "./request.ts";

const OF_PROPOSAL: Readonly<Record<"approve" | "refuse" | "withdraw", DecisionAct>> = {
  approve: "approved",
  refuse: "refused",
  withdraw: "withdrawn",
};
const OF_APPOINTMENT: Readonly<Record<keyof typeof OF_PROPOSAL, AppointmentDecision>> = {
  approve: "appointed",
  refuse: "declined",
  withdraw: "withdrawn",
};
/** Nobody concerns an operator, who is known by a key and not as a person. No operator decides rule sets, whose trial must be opened. */
const NO_SIGHT = { concerns: [], hasOpened: false };

export const operatorDecisions = new Routes<OfIssuer>("/api/v1/operator")
  .on(OPERATORS.operatorsWaiting, async (c, { body, answer }) => {
    const signed = await readOperatorAct(c, body.request, waitingAct);
    if (!signed.ok) return signed;
    const { operator, act } = signed.value;
    const { issuer, now } = c.var;
    const place = await checkPlace(c.env, c.var, act.division);
    if (!place.ok) return place;
    const { proposals } = await issuerObjectOf(c.env, issuer.code).proposals(now);
    const waiting = proposals.filter(({ by, decision }) => "operator" in by && decision === null);
    const divisions = new Set([...(await waitingDivisions(c.env, c.var)), ...(act.division === undefined ? [] : [act.division])]);
    const appointments = await Promise.all([...divisions].map((division) => waitingAt(c.env, c.var, division, { operator })));
    return answer(200, {
      proposals: waiting.map((one) => proposalView(one, { operator }, now)),
      appointments: appointments.flat(),
      ...(isNation(c) ? await waitingHostings(c.env, now) : { hostings: [], endings: [] }),
    });
  })
  .on(OPERATORS.operatorsDecide, async (c, { body, answer }) => {
    const signed = await readOperatorAct(c, body.request, decisionAct);
    if (!signed.ok) return signed;
    const { issuer, now } = c.var;
    const { operator, act } = signed.value;
    const { division, id, note } = act;
    if (division === undefined) {
      const decision = { act: OF_PROPOSAL[act.act], at: now, by: { operator }, note };
      const decided = await issuerObjectOf(c.env, issuer.code).decideProposal(id, decision, NO_SIGHT, []);
      return decided.ok ? answer(200, { state: decision.act }) : decided;
    }
    const place = await checkPlace(c.env, c.var, division);
    if (!place.ok) return place;
    const order = { decision: OF_APPOINTMENT[act.act], concerns: [], note, ...actingOperator(operator) };
    const decided = await decideAppointment(c.env, c.var, division, id, order);
    return decided.ok ? answer(200, { state: decided.value.state }) : decided;
  });

/** The divisions of the region where appointments wait. */
async function waitingDivisions(env: Env, { issuer, now }: OfIssuer["Variables"]): Promise<readonly string[]> {
  return (await divisionOf(env, issuer, issuer.code).waitingBelow(now)).map(({ division }) => division);
}

/** The waiting appointments of one division. */
async function waitingAt(env: Env, { issuer, now }: OfIssuer["Variables"], division: string, reader: Operator) {
  const proposed = await divisionOf(env, issuer, division).proposedAppointments(now);
  const views = proposed.map((one) => ({ ...proposedView(one, reader, now), division }));
  return views.filter(({ state }) => state === "waiting");
}
