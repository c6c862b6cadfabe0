/** Requests to an issuer, Hubei by default, for the end-to-end tests: accounts with a bound person, their declarations, and acts of the operator. */
import * as z from "zod";
import { administrator, proposedAppointment } from "../../src/contract/administrator.ts";
import { operatorDecision } from "../../src/contract/operator.ts";
import { person } from "../../src/contract/people.ts";
import { proposal } from "../../src/contract/proposal/proposal.ts";
import { declare } from "../../tools/demo.ts";
import { type Account, COMMUNITY } from "../../tools/demo-cast.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { SECOND, signedAct, WHY } from "./operators.ts";
import type { Running } from "./running.ts";

export const HUBEI = "hubei.localhost";

export interface Member {
  readonly visitor: Visitor;
  readonly id: string;
}

type System = Pick<Running, "visitor">;

/** Logs an account in, and binds its first person as the owner of the account. */
export async function bind(system: System, { phone, people: [someone] }: Account, host = HUBEI): Promise<Member> {
  const visitor = system.visitor(host);
  await visitor.logIn(phone);
  const document = { type: "10", number: someone.number };
  const { id } = await visitor.ask("POST", "/api/v1/people", person, { relation: "self", name: someone.name, document });
  return { visitor, id };
}

/** Sends the declaration of a healthy staying person in the demonstration community, with some changed fields. */
export function declareStaying(
  { visitor, id }: Member,
  phone: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return declare(visitor, { id }, phone, COMMUNITY.division, changes);
}

interface Seat {
  readonly host: string;
  readonly issuer: string;
}

/** One operator proposes a fact, and the other one approves it. */
export async function operatorsEnter(
  system: System,
  fact: object,
  { host, issuer }: Seat = { host: HUBEI, issuer: "42" },
): Promise<void> {
  const visitor = system.visitor(host);
  const proposed = await signedAct(issuer, { act: "fact", ...fact, ...WHY });
  const { id } = await visitor.ask("POST", "/api/v1/operator/facts", proposal, proposed);
  const approval = await signedAct(issuer, { act: "approve", id, note: "已核对" }, { by: SECOND });
  await visitor.ask("POST", "/api/v1/operator/decisions", operatorDecision, approval);
}

/** One operator proposes an account's first person as administrator of a division, and the other one approves it; in the first set-up the first one appoints. */
export async function appoint(system: System, { phone, people: [{ name }] }: Account, division: string): Promise<void> {
  const visitor = system.visitor(HUBEI);
  const act = await signedAct("42", { act: "appoint", division, name, phone, reason: "首任" });
  const appointed = z.union([administrator, proposedAppointment]);
  const answer = await visitor.ask("POST", "/api/v1/operator/administrators", appointed, act);
  if (!("state" in answer)) return;
  const approval = await signedAct("42", { act: "approve", division, id: answer.id, note: "已核对" }, { by: SECOND });
  await visitor.ask("POST", "/api/v1/operator/decisions", operatorDecision, approval);
}
