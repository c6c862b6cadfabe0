/** Appointments to offices that decide colours take two; and two whom an appointment ties, or whom the person concerns, decide nothing together. Source: decision 55. */
import { beforeAll, expect, test, vi } from "vitest";
import type { Administrators, ProposedAppointment } from "../../../src/contract/administrator.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import { aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { aListed, answer, appeal } from "../people/appellant.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const COUNTY = "/api/v1/divisions/420106";
const CITY = "/api/v1/divisions/4201";
const NOTE = { note: "已核对" };
const GRANT = { decision: "grant", ground: "wrong_person", reason: "同名同姓" };

interface Login {
  readonly visitor: Visitor;
  readonly phone: string;
  readonly number: string;
  readonly name: string;
}

async function aLogin(name = "王守正"): Promise<Login> {
  const [phone, number] = [aPhone(), aResidentNumber()];
  const visitor = await new Visitor(HUBEI).logIn(phone);
  await visitor.bind(name, number);
  return { visitor, phone, number, name };
}

async function anOfficer(division = "42"): Promise<Login> {
  const login = await aLogin("陈守诚");
  await login.visitor.ask("POST", "/local/administrators", { division, phone: login.phone });
  return login;
}

const requestOf = ({ name, phone }: Login, id: string = crypto.randomUUID()) => ({ id, name, phone, reason: "任命" });
const propose = (by: Login, whom: Login, place = COUNTY) =>
  by.visitor.ask<ProposedAppointment>("POST", `${place}/administrators`, requestOf(whom));
const approve = (by: Login, id: string, place = COUNTY) =>
  by.visitor.refusal("POST", `${place}/appointments/${id}/approvals`, NOTE);
const listed = (by: Login, place = COUNTY) => by.visitor.ask<Administrators>("GET", `${place}/administrators`);
const isIn = async (login: Login, place = COUNTY) => (await login.visitor.refusal("GET", `${place}/administrators`)) === "200";

/** What the office above hears of appointments that wait below: on its own page, and in the menu. */
async function told({ visitor }: Login) {
  const above = "/api/v1/divisions/42/administrators";
  const { below } = await visitor.ask<Administrators>("GET", above);
  return { below, ...(await visitor.ask<{ waiting: number }>("GET", `${above}/waiting`)) };
}

let first: Login;
let second: Login;

beforeAll(async () => {
  first = await anOfficer();
  second = await anOfficer();
});

test("one alone appoints nobody to a county: another one approves, and the phone of the new administrator shows the office", async () => {
  const whom = await aLogin();
  const { id, ...proposed } = await propose(first, whom);
  expect(proposed).toMatchObject({ state: "waiting", mine: true, maskedName: "王**", phone: `+86${whom.phone}`, office: "42" });
  expect(await isIn(whom)).toBe(false);
  expect(await approve(first, id)).toBe("409 same_officer");
  expect((await listed(second)).proposed.find((one) => one.id === id)).toMatchObject({ mine: false, state: "waiting" });
  const [toFirst, toSecond] = [await told(first), await told(second)];
  expect([toFirst, toSecond]).toEqual([
    { below: [], waiting: 0 },
    { below: [{ division: "420106", name: "武昌区", waiting: 1 }], waiting: 1 },
  ]);
  expect(await approve(second, id)).toBe("200");
  expect(await isIn(whom)).toBe(true);
  expect((await whom.visitor.me()).grants).toEqual([expect.objectContaining({ division: "420106", role: "administrator" })]);
  expect(await told(second)).toEqual({ below: [], waiting: 0 });
  // The answer was lost: the same decision again has no second effect.
  expect(await approve(second, id)).toBe("200");
  expect(await approve(await anOfficer(), id)).toBe("409 appointment_decided");
  const { appointments } = await listed(first);
  expect(appointments.slice(0, 2).map(({ act }) => act)).toEqual(["appointed", "proposed"]);
});

test("a repeat of a proposal, also of the same person under another id, makes no second one; another officer cannot take its id", async () => {
  const whom = await aLogin();
  const request = requestOf(whom);
  const send = (by: Login, body: object) => by.visitor.send("POST", `${COUNTY}/administrators`, body);
  const ids = [];
  for (const body of [request, request, requestOf(whom)]) ids.push((await (await send(first, body)).json<{ id: string }>()).id);
  expect(new Set(ids)).toEqual(new Set([request.id]));
  const elsewhere = await send(second, requestOf(await aLogin(), request.id));
  expect(await elsewhere.json()).toMatchObject({ code: "appointment_id_used" });
  expect(await first.visitor.refusal("POST", `${COUNTY}/appointments/${request.id}/withdrawals`, NOTE)).toBe("200");
  expect(await approve(second, request.id)).toBe("409 appointment_decided");
});

test("the page of the previous release sends no id: its proposal waits, and it reads so", async () => {
  const whom = await aLogin();
  const { id: _, ...request } = requestOf(whom);
  expect(await first.visitor.refusal("POST", `${COUNTY}/administrators`, request)).toBe("409 appointment_waits");
  const waiting = (await listed(second)).proposed.filter(
    ({ state, phone }) => state === "waiting" && phone === `+86${whom.phone}`,
  );
  expect(waiting).toHaveLength(1);
  expect(await isIn(whom)).toBe(false);
});

test("only the proposer withdraws; a declined or expired proposal appoints nobody", async () => {
  const [declined, expired] = [await aLogin(), await aLogin()];
  const { id } = await propose(first, declined);
  expect(await second.visitor.refusal("POST", `${COUNTY}/appointments/${id}/withdrawals`, NOTE)).toBe("403 not_proposer");
  expect(await second.visitor.refusal("POST", `${COUNTY}/appointments/${id}/refusals`, NOTE)).toBe("200");
  expect(await isIn(declined)).toBe(false);
  const late = await propose(first, expired);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 7 * DAY_MS });
  try {
    await second.visitor.logIn(second.phone);
    expect(await approve(second, late.id)).toBe("409 appointment_expired");
    expect((await listed(second)).proposed.find((one) => one.id === late.id)?.state).toBe("expired");
  } finally {
    vi.useRealTimers();
    await second.visitor.logIn(second.phone);
  }
});

test("a replacement takes two as well, and removes the predecessor in the same step", async () => {
  const [before, after] = [await aLogin("李守信"), await aLogin()];
  await approve(second, (await propose(first, before)).id);
  const { administrators } = await listed(first);
  const leaving = administrators.find(({ phone }) => phone === `+86${before.phone}`);
  const path = `${COUNTY}/administrators/${leaving?.id}/replacement`;
  const { id, replaces } = await first.visitor.ask<ProposedAppointment>("POST", path, requestOf(after));
  expect(replaces).toBe("李**");
  expect([await isIn(before), await isIn(after)]).toEqual([true, false]);
  expect(await approve(second, id)).toBe("200");
  expect([await isIn(before), await isIn(after)]).toEqual([false, true]);
});

test("lists and applications appoint nobody to a county either", async () => {
  const whom = await aLogin();
  const list = { list: `${whom.name}+武昌区+${whom.phone}`, reason: "申报" };
  const { results } = await first.visitor.ask<{ results: readonly object[] }>("POST", `${CITY}/applications`, list);
  expect(results).toEqual([expect.objectContaining({ state: "waiting", code: "two_appoint" })]);
  const [one] = results as readonly { id: string }[];
  const decision = { decision: "appoint", division: "420106", reason: "任命" };
  expect(await first.visitor.refusal("POST", `${CITY}/applications/${one?.id}`, decision)).toBe("403 two_appoint");
  expect(await isIn(whom)).toBe(false);
});

test("S3: an officer proposes neither himself, nor his child, and approves neither", async () => {
  const [officer, child] = [await anOfficer(), await aLogin()];
  await officer.visitor.bind(child.name, child.number, "child");
  for (const whom of [officer, child])
    expect(await officer.visitor.refusal("POST", `${COUNTY}/administrators`, requestOf(whom))).toBe("403 own_appointment");
  const { id } = await propose(first, child);
  expect(await approve(officer, id)).toBe("403 own_appointment");
  expect(await approve(second, id)).toBe("200");
});

test("S3: an appeal that one officer has granted is not granted by an administrator whom he appointed alone, for 30 days", async () => {
  const [boss, puppet] = [await anOfficer("420107"), await aLogin("木偶人")];
  await boss.visitor.ask("POST", "/api/v1/divisions/420107001/administrators", requestOf(puppet));
  // Both become administrators of the city by the door of this machine, which ties nobody.
  for (const { phone } of [boss, puppet]) await boss.visitor.ask("POST", "/local/administrators", { division: "4201", phone });
  const { id } = await appeal(await aListed());
  expect(await answer(boss.visitor, id, GRANT)).toEqual({ state: "proposed" });
  const path = `${CITY}/appeals/${id}/answers`;
  expect(await puppet.visitor.refusal("POST", path, GRANT)).toBe("409 tied_officers");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30 * DAY_MS });
  try {
    const { id: later } = await appeal(await aListed());
    for (const { visitor, phone } of [boss, puppet]) await visitor.logIn(phone);
    expect(await answer(boss.visitor, later, GRANT)).toEqual({ state: "proposed" });
    expect(await puppet.visitor.refusal("POST", `${CITY}/appeals/${later}/answers`, GRANT)).toBe("200");
  } finally {
    vi.useRealTimers();
  }
});

test("an appeal of a person whom an officer's account has managed is answered by others, also after the person has left the account", async () => {
  const resident = await aListed();
  const officer = await anOfficer("4201");
  const { id } = await appeal(resident);
  const bound = await officer.visitor.bind("尹小满", resident.number, "parent");
  const path = `${CITY}/appeals/${id}/answers`;
  expect(await officer.visitor.refusal("POST", path, GRANT)).toBe("403 own_appeal");
  await officer.visitor.ask("DELETE", `/api/v1/people/${bound.id}`);
  expect(await officer.visitor.refusal("POST", path, GRANT)).toBe("403 own_appeal");
  expect(await answer((await anOfficer("4201")).visitor, id, GRANT)).toEqual({ state: "proposed" });
});

test("a street and a community are appointed by one, at once", async () => {
  const [street, community] = [await aLogin(), await aLogin()];
  for (const [whom, place] of [
    [street, "420106001"],
    [community, COMMUNITY],
  ] as const) {
    const county = await anOfficer(place.slice(0, 6));
    expect(await county.visitor.refusal("POST", `/api/v1/divisions/${place}/administrators`, requestOf(whom))).toBe("201");
  }
});
