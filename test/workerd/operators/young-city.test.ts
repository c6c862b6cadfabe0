/** A city two days old with four people, two officers, a community's administrator and a collector: each can do all that their office needs, and none of it alone. Decisions 55, 57. */
import { beforeAll, expect, test, vi } from "vitest";
import type { ClientWithSecret } from "../../../src/contract/client.ts";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { WaitingCase } from "../../../src/contract/custody/case.ts";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { dateOf } from "../../../src/domain/china-time.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import { signedAct } from "../../support/operators.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { aClientRequest, aProposal, aRuleSet, aRuleSetProposal, openTrial } from "../officer.ts";
import { enterList } from "../officers/lists.ts";
import { Visitor } from "../visitor.ts";

const HOST = "hubei.localhost";
const NOTE = { note: "已核对" };
const PLACE = `/api/v1/communities/${COMMUNITY}`;

interface Citizen {
  readonly visitor: Visitor;
  readonly person: Person;
  readonly number: string;
  readonly phone: string;
  readonly name: string;
}

async function aCitizen(name: string): Promise<Citizen> {
  const [phone, number] = [aPhone(), aResidentNumber()];
  const visitor = await new Visitor(HOST).logIn(phone);
  const person = await visitor.bind(name, number);
  await visitor.declare(person);
  return { visitor, person, number, phone, name };
}

let mayor: Citizen;
let deputy: Citizen;
let administrator: Citizen;
let collector: Citizen;

/** One operator sets up the city: two officers. The first of them appoints the community's administrator, who adds the collector. Then two days pass. */
beforeAll(async () => {
  mayor = await aCitizen("陈守诚");
  deputy = await aCitizen("秦守正");
  administrator = await aCitizen("周文清");
  collector = await aCitizen("吴小满");
  for (const { name, phone } of [mayor, deputy]) {
    const act = { act: "appoint", division: "42", name, phone, reason: "看过身份证" };
    const signed = await signedAct("42", act);
    expect(await new Visitor(HOST).refusal("POST", "/api/v1/operator/administrators", signed)).toBe("201");
  }
  const { name, phone } = administrator;
  await mayor.visitor.ask("POST", `/api/v1/divisions/${COMMUNITY}/administrators`, { name, phone, reason: "首任" });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * DAY_MS });
  for (const one of [mayor, deputy, administrator, collector]) await one.visitor.logIn(one.phone);
  return () => vi.useRealTimers();
});

const colourOf = async ({ visitor, person }: Citizen) =>
  (await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`)).colour;

test("the administrator adds a point and the collector, who registers a pass", async () => {
  const point = aPoint("东门");
  await administrator.visitor.ask("POST", `${PLACE}/points`, point);
  const { digits } = await collector.visitor.show(collector.person);
  await administrator.visitor.ask("POST", `${PLACE}/collectors`, { code: digits });
  await collector.visitor.ask("PUT", `${PLACE}/post`, { pointId: point.id });
  const code = (await mayor.visitor.show(mayor.person)).digits;
  const passes = { passes: [{ id: crypto.randomUUID(), code }] };
  const { results } = await collector.visitor.ask<PassesResponse>("POST", `${PLACE}/passes`, passes);
  expect(results).toEqual([expect.objectContaining({ state: "registered" })]);
});

test("the administrator and an officer, who appointed them alone, decide a case at the community's desk", async () => {
  const grandmother = { type: "10", number: aResidentNumber() };
  const relative = await aCitizen("尹长青");
  const path = `/api/v1/divisions/${COMMUNITY}/cases`;
  const { id } = await administrator.visitor.ask<WaitingCase>("POST", path, {
    id: crypto.randomUUID(),
    kind: "guardian",
    name: "尹婆婆",
    document: grandmother,
    phone: relative.phone,
    relation: "other",
    reason: "没有手机，看过身份证",
  });
  expect(await mayor.visitor.ask("POST", `${path}/${id}`, { decision: "agree" })).toEqual({ state: "agreed" });
});

test("the two officers close a district, bring rules into force, admit a client and appoint a county's administrator", async () => {
  const closure = await mayor.visitor.ask<Proposal>("POST", "/api/v1/proposals", aProposal());
  expect(await deputy.visitor.refusal("POST", `/api/v1/proposals/${closure.id}/approvals`, NOTE)).toBe("200");
  const rules = await deputy.visitor.ask<Proposal>("POST", "/api/v1/rule-sets", aRuleSetProposal(aRuleSet(20)));
  await openTrial(mayor.visitor, rules.id);
  expect(await mayor.visitor.refusal("POST", `/api/v1/proposals/${rules.id}/approvals`, NOTE)).toBe("200");
  const { client } = await mayor.visitor.ask<ClientWithSecret>("POST", "/api/v1/clients", aClientRequest());
  expect(await deputy.visitor.refusal("POST", `/api/v1/clients/${client.id}/approvals`)).toBe("200");
  const { name, phone } = await aCitizen("何进财");
  const county = "/api/v1/divisions/420106";
  const request = { id: crypto.randomUUID(), name, phone, reason: "到任" };
  const { id } = await deputy.visitor.ask<{ id: string }>("POST", `${county}/administrators`, request);
  expect(await mayor.visitor.refusal("POST", `${county}/appointments/${id}/approvals`, NOTE)).toBe("200");
});

test("the two officers enter a list about a resident, and grant the appeal against it", async () => {
  const resident = await aCitizen("尹小满");
  const heading = "证件号码,名单,开始日期,结束日期,来源地区,编号";
  const line = [resident.number, "confirmed", dateOf(Date.now()), "", "42", "1"].join(",");
  await enterList(mayor.visitor, deputy.visitor, `${heading}\n${line}`);
  expect(await colourOf(resident)).toBe("red");
  const { id } = await resident.visitor.ask<{ id: string }>("POST", `/api/v1/people/${resident.person.id}/appeals`, {
    id: crypto.randomUUID(),
    text: "同名同姓",
  });
  const path = `/api/v1/divisions/42/appeals/${id}/answers`;
  const grant = { decision: "grant", ground: "wrong_person", reason: "同名同姓" };
  expect(await mayor.visitor.ask("POST", path, grant)).toEqual({ state: "proposed" });
  expect(await administrator.visitor.refusal("POST", path, grant)).toBe("403 not_administrator");
  expect(await deputy.visitor.ask("POST", path, grant)).toEqual({ state: "granted" });
  expect(await colourOf(resident)).not.toBe("red");
});

test("each officer alone decides none of it", async () => {
  const { id } = await mayor.visitor.ask<Proposal>(
    "POST",
    "/api/v1/proposals",
    aProposal({ change: { kind: "colours_switch", from: new Date().toISOString() } }),
  );
  expect(await mayor.visitor.refusal("POST", `/api/v1/proposals/${id}/approvals`, NOTE)).toBe("409 same_officer");
});
