/** Acts of the two operators of tests. */
import type { Proposal } from "../../src/contract/proposal.ts";
import { SECOND, signedAct, WHY } from "../support/operators.ts";
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

/** The operators appoint an administrator. */
export async function operatorsAppoint(who: Appointed, host = "hubei.localhost", issuer = "42"): Promise<void> {
  const act = { act: "appoint", ...who, reason: "首任" };
  await new Visitor(host).ask("POST", "/api/v1/operator/administrators", await signedAct(issuer, act));
}
