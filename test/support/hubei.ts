/** Requests to an issuer, Hubei by default, for the end-to-end tests: accounts with a bound person, their declarations, and acts of the operator. */
import type * as z from "zod";
import { administrator } from "../../src/contract/administrator.ts";
import { person } from "../../src/contract/people.ts";
import { declare } from "../../tools/demo.ts";
import { type Account, COMMUNITY } from "../../tools/demo-cast.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { signedAct } from "./operators.ts";
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

/** Sends an act of an issuer's operator. */
export async function operate(
  system: System,
  path: string,
  shape: z.ZodType,
  act: object,
  { host, issuer }: { readonly host: string; readonly issuer: string } = { host: HUBEI, issuer: "42" },
): Promise<void> {
  await system.visitor(host).ask("POST", `/api/v1/operator/${path}`, shape, await signedAct(issuer, act));
}

/** The operator appoints an account's first person as administrator of a division. */
export async function appoint(system: System, { phone, people: [{ name }] }: Account, division: string): Promise<void> {
  await operate(system, "administrators", administrator, { act: "appoint", division, name, phone, reason: "首任" });
}
