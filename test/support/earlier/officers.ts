/** What two officers of Wuhan did under release f088538: lists, levels of areas, proposals, rules with a trial run, and clients. */
import { createHash } from "node:crypto";
import { expect, vi } from "vitest";
import * as z from "zod";
import hubeiAugust from "../../../src/domain/colour/rule-sets/hubei-2021-08.json" with { type: "json" };
import { type Account, HOSTS, RESIDENT } from "../../../tools/demo-cast.ts";
import type { Visitor } from "../../../tools/visitor.ts";
import { PATIENT } from "../patience.ts";
import { STRANGER } from "./community.ts";
import { accountOf, enrol, type Member, type System, withId } from "./phones.ts";

const anything = z.unknown();
const FIRST = accountOf("13800000023", "顾长风", "42010719880105002X");
const SECOND = accountOf("13800000024", "叶知秋", "420107197909110018");
const [{ number: RESIDENT_NUMBER }] = RESIDENT.people;

export interface Officers {
  readonly first: Member;
  readonly second: Member;
  /** The names of the two imported files. */
  readonly facts: string;
  readonly areas: string;
  /** The ids of what waits for the second officer: rules with a trial run, a closure, a client. */
  readonly rules: string;
  readonly proposal: string;
  readonly client: string;
}

const SOURCE = { source: "420107", from: "2020-03-01", until: null };

export async function fillOfficers(system: System): Promise<Officers> {
  const [first, second] = [await anOfficer(system, FIRST), await anOfficer(system, SECOND)];
  const [one, other] = [first.visitor, second.visitor];
  const facts = await sendList(one, "facts", { number: RESIDENT_NUMBER, kind: "close_contact", ...SOURCE, reference: "7-31" });
  await sendLevel(one, { division: "420107", level: "high", ...SOURCE, reference: "12" });
  const areas = await sendList(one, "areas", { division: "420106", level: "medium", ...SOURCE, source: "42", reference: "2" });

  const closed = { kind: "closed_management", division: "420106", from: "2020-02-11T00:00:00.000Z", until: null };
  await decide(other, await propose(one, closed), "approvals");
  await decide(other, await propose(one, { ...closed, division: "420102" }), "refusals");
  const proposal = await propose(one, { ...closed, division: "420103" });
  const entry = { kind: "close_contact", source: "420107", reference: "7-32" };
  const document = { type: "10", number: STRANGER.people[0].number };
  const fact = { ...entry, from: "2020-03-01", until: "2020-03-15" };
  await decide(one, await propose(other, { kind: "fact_entry", document, fact }), "approvals");
  await propose(other, { kind: "fact_withdrawal", document, fact: entry });

  const rules = await proposeRules(one, "wuhan-later");
  await runTrial(one, rules);
  const withdrawn = await proposeRules(one, "wuhan-never");
  // This server lets nobody approve rules whose trial they have not opened.
  await runTrial(other, withdrawn);
  await decide(other, withdrawn, "approvals");
  await decide(one, await propose(other, { kind: "rule_set_withdrawal", approved: withdrawn }), "approvals");
  return { first, second, facts, areas, rules, proposal, client: await fillClients(one, other) };
}

async function anOfficer(system: System, account: Account): Promise<Member> {
  const officer = await enrol(system, HOSTS.administrator, account);
  await officer.visitor.ask("POST", "/local/administrators", anything, { division: "4201", phone: account.phone });
  return officer;
}

/** Sends one level. That release entered it; now two officers decide, and the answer says so. */
async function sendLevel(visitor: Visitor, level: object): Promise<void> {
  const { status, text } = await visitor.send("POST", "/api/v1/areas", level);
  expect(status === 200 || text.includes("level_to_propose")).toBe(true);
}

/** Sends a file with one line, waits until it is read, and returns its name. That release entered it; now two officers decide, and the first error says so. */
async function sendList(visitor: Visitor, kind: "facts" | "areas", line: object): Promise<string> {
  const bytes = Buffer.from(JSON.stringify(line));
  const name = createHash("sha256").update(bytes).digest("hex");
  await visitor.ask("PUT", `/api/v1/${kind}/${name}?format=ndjson`, anything, bytes);
  const entered = z.looseObject({ state: z.literal("done"), entered: z.literal(1) });
  const waiting = z.looseObject({
    state: z.literal("done"),
    errors: z.tuple([z.looseObject({ code: z.literal("list_to_propose") })], z.unknown()),
  });
  const done = z.union([entered, waiting]);
  await vi.waitFor(() => visitor.ask("GET", `/api/v1/${kind}/${name}`, done), PATIENT);
  return name;
}

async function propose(visitor: Visitor, change: object): Promise<string> {
  const body = { change, reason: "diagnosis", evidence: "指挥部令第 12 号" };
  return (await visitor.ask("POST", "/api/v1/proposals", withId, body)).id;
}

async function decide(visitor: Visitor, proposal: string, decision: "approvals" | "refusals"): Promise<void> {
  await visitor.ask("POST", `/api/v1/proposals/${proposal}/${decision}`, anything, { note: "已核对文件" });
}

async function proposeRules(visitor: Visitor, id: string): Promise<string> {
  const ruleSet = { ...hubeiAugust, id, issuer: "4201", validFrom: "2027-01-01", validUntil: null };
  const body = { ruleSet, reason: "unified_standard", evidence: "指挥部通告第 9 号" };
  return (await visitor.ask("POST", "/api/v1/rule-sets", withId, body)).id;
}

/** Ends a first trial run, and waits for the end of a second. */
async function runTrial(visitor: Visitor, rules: string): Promise<void> {
  const path = `/api/v1/rule-sets/${rules}/trial`;
  await visitor.ask("POST", path, anything);
  await visitor.ask("DELETE", path, anything);
  await visitor.ask("POST", path, anything);
  await vi.waitFor(() => visitor.ask("GET", path, z.looseObject({ state: z.literal("done") })), PATIENT);
}

/** One client enters a fact, one waits for the second officer, one has lost its rights. Returns the id of the second. */
async function fillClients(one: Visitor, other: Visitor): Promise<string> {
  const answer = z.looseObject({ client: withId, bearer: z.string() });
  const make = (name: string) => one.ask("POST", "/api/v1/clients", answer, { name, scope: "4201", rights: ["facts", "verify"] });
  const [active, waiting, revoked] = [await make("省疾控数据平台"), await make("市医保平台"), await make("旧平台")];
  for (const { client } of [active, revoked]) await other.ask("POST", `/api/v1/clients/${client.id}/approvals`, anything);
  await one.ask("POST", `/api/v1/clients/${revoked.client.id}/revocations`, anything);
  const fact = { document: { type: "10", number: RESIDENT_NUMBER }, kind: "entry", ...SOURCE, reference: "7-33" };
  const { status } = await one.send("POST", "/api/v1/facts", fact, { authorization: `Bearer ${active.bearer}` });
  expect(status).toBe(200);
  return waiting.client.id;
}
