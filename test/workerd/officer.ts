/** Officers for tests, their proposals, and clients (other systems with access). */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { ClientWithSecret } from "../../src/contract/client.ts";
import type { Proposal } from "../../src/contract/proposal/proposal.ts";
import hubeiAugust from "../../src/domain/colour/rule-sets/hubei-2021-08.json" with { type: "json" };
import { readSessionToken } from "../../src/routes/who/sessions.ts";
import { addDays, dateOf } from "../../src/domain/china-time.ts";
import { aPhone, aResidentNumber } from "./builders.ts";
import { Visitor } from "./visitor.ts";

const SHARDS = 16;
const NEVER = 8.64e15;

/** Makes an officer: a login bound to a person, who is an administrator of the issuer's own region. The office stays open, also when a test moves the clock. */
export async function anOfficer(host = "wuhan.localhost", region = "4201") {
  const phone = aPhone();
  const visitor = await new Visitor(host).logIn(phone);
  const person = await visitor.bind("尹守正", aResidentNumber());
  await visitor.ask("POST", "/local/administrators", { division: region, phone });
  await keepOpen(visitor, region);
  return { visitor, person, phone };
}

/** The offices of this session neither close after 30 minutes nor after 12 hours: a test that moves the clock is about something else. */
async function keepOpen({ cookie }: Visitor, region: string): Promise<void> {
  const token = await readSessionToken(cookie?.split("=")[1], SHARDS);
  await runInDurableObject(env.ACCOUNTS.getByName(`${region}/accounts/${token?.shard}`), (_, { storage }) =>
    // A use in the future: the session's later uses write no other end.
    storage.sql.exec(
      "UPDATE sessions SET office_until = ?1, used_at = ?1, expires_at = ?1 WHERE hash = ?2",
      NEVER,
      token?.hash ?? "",
    ),
  );
}

/** The request that proposes closed management of the district 武昌区 (420106); the usual address of a person in the tests lies in another district. */
export function aProposal(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    change: {
      kind: "closed_management",
      division: "420106",
      from: "2020-02-11T00:00:00.000Z",
      until: null,
    },
    reason: "outbreak",
    evidence: "指挥部令第 12 号",
    ...changes,
  };
}

/** The first officer proposes a change, the second approves it; returns the approved proposal. */
export async function agreed(first: Visitor, second: Visitor, changes: Readonly<Record<string, unknown>>): Promise<Proposal> {
  const { id } = await first.ask<Proposal>("POST", "/api/v1/proposals", aProposal(changes));
  return second.ask<Proposal>("POST", `/api/v1/proposals/${id}/approvals`, { note: "已核对" });
}

/** Hubei's rule set of August 2021 with another id, valid from `days` days after today without an end. */
export function aRuleSet(days: number, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { ...hubeiAugust, id: `from-day-${days}`, validFrom: addDays(dateOf(Date.now()), days), validUntil: null, ...changes };
}

export function aRuleSetProposal(ruleSet: unknown, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { ruleSet, reason: "unified_standard", evidence: "指挥部通告第 9 号", ...changes };
}

/** The officer opens the result of the trial of a proposed rule set, as everybody who approves it must. */
export async function openTrial(officer: Visitor, id: string, issuer = "42"): Promise<void> {
  const path = `/api/v1/rule-sets/${id}/trial`;
  await officer.ask("POST", path);
  const object = env.TRIAL.getByName(`${issuer}/trial`);
  while (await runDurableObjectAlarm(object));
  await officer.ask("GET", path);
}

/** The request for a client with every right that a client can have. */
export function aClientRequest(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { name: "省疾控数据平台", scope: "4201", rights: ["facts", "areas", "verify"], ...changes };
}

/** Makes a client: the first officer proposes it, the second approves it. Returns its id and its secret. */
export async function aClient(first: Visitor, second: Visitor, changes: Readonly<Record<string, unknown>> = {}) {
  const { client, bearer } = await first.ask<ClientWithSecret>("POST", "/api/v1/clients", aClientRequest(changes));
  await second.ask("POST", `/api/v1/clients/${client.id}/approvals`);
  return { id: client.id, bearer: bearer ?? "" };
}

/** A client that two new officers of an issuer have made, as a visitor whose requests bear its secret. */
export async function aClientOf(host: string, region: string): Promise<Visitor> {
  const [first, second] = [await anOfficer(host, region), await anOfficer(host, region)];
  const { bearer } = await aClient(first.visitor, second.visitor, { scope: region });
  return new Bearing(host, bearer);
}

class Bearing extends Visitor {
  readonly #bearer: string;

  constructor(host: string, bearer: string) {
    super(host);
    this.#bearer = bearer;
  }

  override send(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return super.send(method, path, body, { authorization: `Bearer ${this.#bearer}`, ...headers });
  }
}
