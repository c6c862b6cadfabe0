/** Valid requests of the routes of an issuer's officers: see acts.ts. */
import type { ClientWithSecret } from "../../../src/contract/client.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { aFact, anArea } from "../builders.ts";
import { aClientRequest, aProposal, aRuleSet, aRuleSetProposal, anOfficer } from "../officer.ts";
import { assertionOf, type KeyedClient, tokenForm, tokenOf } from "../interface/keyed-client.ts";
import { type About, type Acts, NOTHING } from "./act.ts";
import { codeOf, type World } from "./world.ts";

export const OFFICER_ACTS: Acts = {
  "GET /api/v1/clients": () => ({}),
  "GET /api/v1/lists": () => ({}),
  "GET /api/v1/verifications": () => ({}),
  "GET /api/v1/peers": () => ({}),
  "GET /.well-known/trust/past/:issuer": () => ({ names: { issuer: "4201" } }),
  "GET /.well-known/trust/examples/:issuer": () => ({ names: { issuer: "4201" } }),
  "POST /api/v1/examinations": () => ({ body: { code: "42" } }),
  "POST /api/v1/clients": () => ({ body: aClientRequest() }),
  "POST /api/v1/clients/:id/approvals": madeByAnother,
  "POST /api/v1/clients/:id/revocations": madeByAnother,
  "POST /api/v1/facts": ({ bearer }, { role }) => ({
    body: aFact(),
    ...(role === "client" && { headers: { authorization: `Bearer ${bearer}` } }),
  }),
  "POST /api/v1/token": async ({ keyed }, { role }) =>
    role === "client" ? { body: await tokenText(keyed), headers: { authorization: "", "content-type": FORM } } : {},
  "POST /api/v1/interface/verify-code": async ({ keyed }, { role }) => ({
    body: { code: "1" },
    ...(role === "client" && { headers: { authorization: `Bearer ${await tokenOf(keyed, "verify-code")}` } }),
  }),
  "POST /api/v1/interface/query-health": async (world, { role }) => ({
    body: { person: { code: await codeOf(world) }, purpose: "入院登记", basis: "本人同意" },
    ...(role === "client" && { headers: { authorization: `Bearer ${await tokenOf(world.keyed, "query-health")}` } }),
  }),
  "POST /api/v1/areas": ({ bearer }, { role }) => ({
    body: anArea({ division: "420102", source: "4201" }),
    ...(role === "client" && { headers: { authorization: `Bearer ${bearer}` } }),
  }),
  "POST /api/v1/proposals": () => ({ body: aProposal() }),
  "POST /api/v1/rule-sets": () => ({ body: aRuleSetProposal(cityRules()) }),
  "GET /api/v1/rule-sets/:id": async (_world, { role }) => ({ names: { id: role === "city" ? await rulesProposed() : NOTHING } }),
  "POST /api/v1/rule-sets/:id/trial": async (_world, { role }) => ({
    names: { id: role === "city" ? await noneOnTrial() : NOTHING },
  }),
  "GET /api/v1/rule-sets/:id/trial": onTrial,
  "DELETE /api/v1/rule-sets/:id/trial": onTrial,
  "POST /api/v1/proposals/:id/approvals": decision,
  "POST /api/v1/proposals/:id/refusals": decision,
  "POST /api/v1/proposals/:id/withdrawals": withdrawal,
};

const FORM = "application/x-www-form-urlencoded";
const tokenText = async (keyed: KeyedClient) => new URLSearchParams(tokenForm(await assertionOf(keyed))).toString();

async function madeByAnother(_world: unknown, { role }: About) {
  if (role !== "city") return { names: { id: NOTHING } };
  const { visitor } = await anOfficer();
  return { names: { id: (await visitor.ask<ClientWithSecret>("POST", "/api/v1/clients", aClientRequest())).client.id } };
}

async function decision(_world: unknown, { role }: About) {
  return { names: { id: role === "city" ? await proposedByAnother() : NOTHING }, body: { note: "已核对" } };
}

/** Only the officer who proposed may withdraw. */
async function withdrawal({ members }: World, { role }: About) {
  const proposer = role === "city" ? members.get(role)?.visitor : undefined;
  const proposed = await proposer?.ask<Proposal>("POST", "/api/v1/proposals", aProposal());
  return { names: { id: proposed?.id ?? NOTHING }, body: { note: "写错了" } };
}

/** A rule set of the issuer Wuhan, whose officers are the city's administrators. */
function cityRules(): unknown {
  return aRuleSet(30, { issuer: "4201" });
}

async function rulesProposed(): Promise<string> {
  const { visitor } = await anOfficer();
  return (await visitor.ask<Proposal>("POST", "/api/v1/rule-sets", aRuleSetProposal(cityRules()))).id;
}

/** The id of a new proposed rule set, after the trial run of any other one was ended. */
async function noneOnTrial(): Promise<string> {
  const { visitor } = await anOfficer();
  const id = await rulesProposed();
  const refused = await visitor.send("POST", `/api/v1/rule-sets/${id}/trial`);
  const { ruleSet = id } = await refused.json<{ ruleSet?: string }>();
  await visitor.ask("DELETE", `/api/v1/rule-sets/${ruleSet}/trial`);
  return id;
}

async function onTrial(_world: unknown, { role }: About) {
  if (role !== "city") return { names: { id: NOTHING } };
  const id = await noneOnTrial();
  await (await anOfficer()).visitor.ask("POST", `/api/v1/rule-sets/${id}/trial`);
  return { names: { id } };
}

async function proposedByAnother(): Promise<string> {
  const { visitor } = await anOfficer();
  return (await visitor.ask<Proposal>("POST", "/api/v1/proposals", aProposal())).id;
}
