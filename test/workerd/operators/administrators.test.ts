/** The operators' requests about administrators over HTTP: signed with an operator's own key, for one issuer, valid once and for minutes. Source: docs/operate.md. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { UnsecuredJWT } from "jose";
import { beforeAll, expect, test } from "vitest";
import type { Administrators, ProposedAppointment } from "../../../src/contract/administrator.ts";
import type { OperatorsWaiting } from "../../../src/contract/operator.ts";
import { publicHalf } from "../../../src/token/secret/operator.ts";
import { earlierOperatorRequest } from "../../support/earlier/operator-request.ts";
import { anotherOperator, FIRST, SECOND, signedAct, TEST_OPERATORS } from "../../support/operators.ts";
import { aResidentNumber } from "../builders.ts";
import { anOffice } from "../gate.ts";
import { anOfficer } from "../officer.ts";
import { anOfficial, operatorsAppoint } from "../operators.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";

const PATH = "/api/v1/operator/administrators";
const DECISIONS = "/api/v1/operator/decisions";
const MINUTE_MS = 60_000;
/** Two lower divisions, whose administrators an officer of the city may decide about. */
const [COUNTY, STREET] = ["420106", "420107001"];

type Act = Readonly<Record<string, unknown>>;
let officer: Visitor;

beforeAll(async () => {
  // The city is set up, so that two appoint.
  officer = (await anOfficer()).visitor;
});

async function official(name: string, division = COUNTY) {
  const one = await anOfficial(name);
  return { ...one, act: { act: "appoint", division, name, phone: one.phone, reason: "看过身份证" } };
}

const signed = async (act: unknown, signing: Parameters<typeof signedAct>[2] = {}) =>
  (await signedAct("4201", act, signing)).request;
const refusal = (request: unknown) => new Visitor().refusal("POST", PATH, { request });

async function propose(act: Act): Promise<ProposedAppointment> {
  return new Visitor().ask("POST", PATH, { request: await signed(act) });
}

async function decide(act: string, { id }: ProposedAppointment, by = SECOND, division = COUNTY): Promise<string> {
  const request = await signed({ act, division, id, note: "已核对" }, { by });
  return new Visitor().refusal("POST", DECISIONS, { request });
}

async function grantsOf(visitor: Visitor): Promise<readonly string[]> {
  return (await visitor.me()).grants.map(({ division }) => division);
}

test("one operator alone appoints nobody", async () => {
  const { visitor, act } = await official("独一人");
  const proposed = await propose(act);
  expect(proposed).toMatchObject({ state: "waiting", by: "operator-1", byOperator: true, office: "operator", mine: true });
  // The same again is the same proposal.
  expect((await propose(act)).id).toBe(proposed.id);
  expect(await decide("approve", proposed, FIRST)).toBe("409 same_officer");
  expect(await grantsOf(visitor)).toEqual([]);
});

test("a second operator approves, the person has the right at once, and the record names both operators", async () => {
  const { visitor, act } = await official("区长明", "420102");
  const proposed = await propose(act);
  expect(await decide("approve", proposed, SECOND, "420102")).toBe("200");
  // A lost answer.
  expect(await decide("approve", proposed, SECOND, "420102")).toBe("200");
  expect(await grantsOf(visitor)).toEqual(["420102"]);
  const { appointments } = await visitor.ask<Administrators>("GET", "/api/v1/divisions/420102/administrators");
  expect(appointments.map(({ act: what, office }) => [what, office])).toEqual([
    ["appointed", "operator"],
    ["proposed", "operator"],
  ]);
  const actors = await runInDurableObject(env.DIVISION.getByName("4201/division/420102"), (_, { storage }) =>
    storage.sql.exec<{ actor: string }>("SELECT actor FROM appointments ORDER BY seq").toArray(),
  );
  expect(actors.map(({ actor }) => actor)).toEqual(["operator/operator-1", "operator/operator-2"]);
});

test("an administrator above approves an operator's appointment on the page, also in the own region, where nobody is above", async () => {
  for (const division of [COUNTY, STREET, "4201"]) {
    const { visitor, act } = await official("受任人", division);
    const { id } = await propose(act);
    const path = `/api/v1/divisions/${division}`;
    const { proposed } = await officer.ask<Administrators>("GET", `${path}/administrators`);
    expect(proposed.find((one) => one.id === id)).toMatchObject({ by: "operator-1", byOperator: true, mine: false });
    expect(await officer.ask("POST", `${path}/appointments/${id}/approvals`, { note: "已核对" })).toEqual({ state: "appointed" });
    expect(await grantsOf(visitor)).toEqual([division]);
  }
});

test("an administrator of the region proposes nobody in the region, and a lower one decides nothing there", async () => {
  const { name, phone } = await official("同级人");
  const appointment = { id: crypto.randomUUID(), name, phone, reason: "同事" };
  expect(await officer.refusal("POST", "/api/v1/divisions/4201/administrators", appointment)).toBe("403 not_administrator");
  const { act } = await official("上级人", "4201");
  const { id } = await propose(act);
  const lower = await anOffice("420106");
  const path = `/api/v1/divisions/4201/appointments/${id}/approvals`;
  expect(await lower.refusal("POST", path, { note: "已核对" })).toBe("403 not_administrator");
});

test("an operator is the second one for an administrator's proposal", async () => {
  const { visitor, name, phone } = await official("同办人");
  const appointment = { id: crypto.randomUUID(), name, phone, reason: "调任" };
  const path = `/api/v1/divisions/${COUNTY}/administrators`;
  const proposed = await officer.ask<ProposedAppointment>("POST", path, appointment);
  expect(await waitingAt(COUNTY)).toContain(proposed.id);
  expect(await decide("approve", proposed)).toBe("200");
  expect(await grantsOf(visitor)).toEqual([COUNTY]);
});

async function waitingAt(division?: string): Promise<readonly string[]> {
  const request = await signed({ act: "list", division }, { by: SECOND });
  const body = await new Visitor().ask<OperatorsWaiting>("POST", "/api/v1/operator/waiting", { request });
  return body.appointments.map(({ id }) => id);
}

test("what waits is listed with its division until it is decided, and a refused or withdrawn appointment appoints nobody", async () => {
  const [one, other] = [await official("未任人"), await official("撤回人", STREET)];
  const [first, second] = [await propose(one.act), await propose(other.act)];
  expect(await waitingAt()).toEqual(expect.arrayContaining([first.id, second.id]));
  expect(await decide("withdraw", first)).toBe("403 not_proposer");
  expect(await decide("refuse", first)).toBe("200");
  expect(await decide("withdraw", second, FIRST, STREET)).toBe("200");
  expect(await decide("approve", first)).toBe("409 appointment_decided");
  const left = await waitingAt();
  expect([left.includes(first.id), left.includes(second.id)]).toEqual([false, false]);
  expect([await grantsOf(one.visitor), await grantsOf(other.visitor)]).toEqual([[], []]);
});

test("a decision about another division, or one that the region does not have, changes nothing", async () => {
  const { act } = await official("别处人");
  const proposed = await propose(act);
  expect(await decide("approve", proposed, SECOND, "420102")).toBe("404 appointment_not_found");
  expect(await decide("approve", proposed, SECOND, "440303")).toBe("422 division_unknown /division");
  const request = await signed({ act: "list", division: "440303" });
  expect(await new Visitor().refusal("POST", "/api/v1/operator/waiting", { request })).toBe("422 division_unknown /division");
});

test("a person without a proof is proved by the appointment, and not by the proposal of one operator", async () => {
  const number = aResidentNumber();
  await register(number, { choice: "unknown" });
  const { visitor, name, phone } = await anOfficial("无证人", "wuhan.localhost", number);
  const proof = async () => (await visitor.me()).people[0]?.proof.level;
  const proposed = await propose({ act: "appoint", division: STREET, name, phone, reason: "看过身份证" });
  expect(await proof()).toBe("none");
  expect(await decide("approve", proposed, SECOND, STREET)).toBe("200");
  expect(await proof()).toBe("in_person");
});

test("a request is used once, also when two arrive at the same moment", async () => {
  const { act } = await official("只一次");
  const request = await signed(act);
  const answers = await Promise.all([refusal(request), refusal(request), refusal(request)]);
  expect(answers.toSorted()).toEqual(["202", "409 operator_request_used", "409 operator_request_used"]);
  expect(await refusal(request)).toBe("409 operator_request_used");
});

test("the same id in another request counts as used", async () => {
  const { act } = await official("同编号");
  const id = crypto.randomUUID();
  expect(await refusal(await signed(act, { id }))).toBe("202");
  expect(await refusal(await signed({ ...act, reason: "又一次" }, { id }))).toBe("409 operator_request_used");
});

test("a request lives five minutes and a minute for wrong clocks, and is refused before its time", async () => {
  const { act } = await official("有时限");
  expect(await refusal(await signed(act, { now: Date.now() - 5.5 * MINUTE_MS }))).toBe("202");
  expect(await refusal(await signed(act, { now: Date.now() - 6.1 * MINUTE_MS }))).toBe("401 operator_request_expired");
  expect(await refusal(await signed(act, { now: Date.now() + 0.5 * MINUTE_MS }))).toBe("202");
  expect(await refusal(await signed(act, { now: Date.now() + 2 * MINUTE_MS }))).toBe("401 operator_request_refused");
});

test("a request under another key, for another issuer, without a signature or damaged is refused", async () => {
  const { act } = await official("伪造人");
  const now = Math.floor(Date.now() / 1000);
  const claims = { act, jti: crypto.randomUUID(), aud: "4201", iat: now, exp: now + 300 };
  const requests = [
    await signed(act, { by: await anotherOperator() }),
    await signed(act, { by: await anotherOperator("operator-1") }),
    (await signedAct("0", act)).request,
    new UnsecuredJWT(claims).encode(),
    `${await signed(act)}x`,
    `${await signed(act)}=`,
    "x",
    "a.b.c",
  ];
  const answers = await Promise.all(requests.map(refusal));
  expect(new Set(answers)).toEqual(new Set(["401 operator_request_refused"]));
});

test("the master secret signs no requests any more, and the answer says what to do", async () => {
  const { act } = await official("旧命令");
  const { request } = await earlierOperatorRequest(env.YIMA_MASTER_KEY, "4201", act);
  expect(await refusal(request)).toBe("401 operator_key_required");
});

test("a key counts as long as the setting names it", async () => {
  const { act } = await official("被换钥匙");
  const coming = await anotherOperator("operator-1");
  expect(await refusal(await signed(act, { by: coming }))).toBe("401 operator_request_refused");
  Object.assign(env, { YIMA_OPERATORS: JSON.stringify([...JSON.parse(TEST_OPERATORS), publicHalf(coming)]) });
  expect(await refusal(await signed(act, { by: coming }))).toBe("202");
  Object.assign(env, { YIMA_OPERATORS: JSON.stringify([SECOND, coming].map(publicHalf)) });
  expect(await refusal(await signed(act))).toBe("401 operator_request_refused");
  Object.assign(env, { YIMA_OPERATORS: TEST_OPERATORS });
});

test.each([
  ["no act", {}, "400 bad_request /act"],
  ["another act", { act: "destroy", division: "4201" }, "400 bad_request /act"],
  ["a division of another city", { division: "4403" }, "422 division_unknown /division"],
  ["a division that no table has", { division: "420199" }, "422 division_unknown /division"],
  ["a phone that never logged in", { phone: "13700000031" }, "409 phone_not_registered"],
  ["a name that is not the holder's", { name: "别人" }, "409 name_does_not_match"],
  ["a text that is no phone number", { phone: "12345" }, "422 phone_length /phone"],
])("a signed request with %s is refused", async (label, changes, expected) => {
  const { act } = await official("签名人");
  expect(await refusal(await signed(label === "no act" ? {} : { ...act, ...changes }))).toBe(expected);
});

test("a body without a request, with a long one or with another field is refused", async () => {
  expect(await new Visitor().refusal("POST", PATH, {})).toBe("400 bad_request /request");
  expect(await refusal("x".repeat(4097))).toBe("400 bad_request /request");
  expect(await new Visitor().refusal("POST", PATH, { request: "x", admin: true })).toBe("400 bad_request /admin");
});

test("one operator removes an administrator at once, but not the only one of a division", async () => {
  const [first, second] = [await official("前市长", "420105"), await official("新市长", "420105")];
  await operatorsAppoint(first.act, "wuhan.localhost", "4201");
  const remove = { act: "remove", division: "420105", phone: first.phone, reason: "离任" };
  expect(await refusal(await signed(remove))).toBe("409 last_administrator");
  await operatorsAppoint(second.act, "wuhan.localhost", "4201");
  expect(await refusal(await signed(remove))).toBe("204");
  expect(await grantsOf(first.visitor)).toEqual([]);
  expect(await refusal(await signed(remove))).toBe("404 administrator_not_found");
  const { appointments } = await second.visitor.ask<Administrators>("GET", "/api/v1/divisions/420105/administrators");
  expect(appointments[0]).toMatchObject({ act: "removed", office: "operator", reason: "离任" });
});

test("a used request is removed when no clock can accept it any more", async () => {
  const { act } = await official("被遗忘");
  expect(await refusal(await signed(act))).toBe("202");
  const object = env.ISSUER.getByName("4201/issuer");
  await object.useOnce("last-id-of-this-test", Date.now() + 30 * MINUTE_MS, Date.now() + 20 * MINUTE_MS);
  const left = await runInDurableObject(object, (_, { storage }) =>
    storage.sql.exec<{ id: string }>("SELECT id FROM used_requests").toArray(),
  );
  expect(left).toEqual([{ id: "last-id-of-this-test" }]);
});
