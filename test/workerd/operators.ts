/** Acts of the two operators of tests. */
import type { Administrator, ProposedAppointment } from "../../src/contract/administrator.ts";
import type { Proposal } from "../../src/contract/proposal/proposal.ts";
import { SECOND, signedAct, WHY } from "../support/operators.ts";
import { aPhone, aResidentNumber } from "./builders.ts";
import { Visitor } from "./visitor.ts";

/** One operator proposes a fact, and the other one approves it. */
export async function operatorsEnter(fact: object, host = "hubei.localhost", issuer = "42"): Promise<void> {
  const visitor = new Visitor(host);
  const proposed = await signedAct(issuer, { act: "fact", ...fact, ...WHY });
  const { id } = await visitor.ask<Proposal>("POST", "/api/v1/operator/facts", proposed);
  const approval = await signedAct(issuer, { act: "approve", id, note: "已核对" }, { by: SECOND });
  await visitor.ask("POST", "/api/v1/operator/decisions", approval);
}

interface Appointed {
  readonly division: string;
  readonly name: string;
  readonly phone: string;
}

/** One operator proposes an administrator, and the other one approves it; in the first set-up of an issuer the first one appoints. */
export async function operatorsAppoint(who: Appointed, host = "hubei.localhost", issuer = "42"): Promise<void> {
  const visitor = new Visitor(host);
  const act = await signedAct(issuer, { act: "appoint", ...who, reason: "首任" });
  const answer = await visitor.ask<Administrator | ProposedAppointment>("POST", "/api/v1/operator/administrators", act);
  if (!("state" in answer)) return;
  const approval = { act: "approve", division: who.division, id: answer.id, note: "已核对" };
  await visitor.ask("POST", "/api/v1/operator/decisions", await signedAct(issuer, approval, { by: SECOND }));
}

export interface Official {
  readonly visitor: Visitor;
  readonly name: string;
  readonly phone: string;
}

/** A person with a login who can be appointed. */
export async function anOfficial(name: string, host = "wuhan.localhost", number = aResidentNumber()): Promise<Official> {
  const phone = aPhone();
  const visitor = await new Visitor(host).logIn(phone);
  await visitor.bind(name, number);
  return { visitor, name, phone };
}
