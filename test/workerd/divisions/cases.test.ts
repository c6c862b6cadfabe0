/** Cases about who manages a person: two proved administrators at the address set the manager. Each way of somebody who is locked out ends here. Over HTTP. */
import { beforeAll, expect, test } from "vitest";
import type { WaitingCase } from "../../../src/contract/custody/case.ts";
import type { OwnDecisions } from "../../../src/contract/decision.ts";
import type { Looks } from "../../../src/contract/track.ts";
import { aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";

const PATH = `/api/v1/divisions/${COMMUNITY}/cases`;

interface Login {
  readonly visitor: Visitor;
  readonly phone: string;
}

async function aLogin(): Promise<Login> {
  const phone = aPhone();
  return { phone, visitor: await new Visitor().logIn(phone) };
}

async function anAdministrator(name: string): Promise<Visitor> {
  const { visitor, phone } = await aLogin();
  await visitor.bind(name, aResidentNumber());
  await visitor.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  return visitor;
}

function aCase(number: string, phone: string, changes: Readonly<Record<string, unknown>> = {}) {
  const document = { type: "10", number };
  return {
    id: crypto.randomUUID(),
    kind: "dispute",
    name: "尹长青",
    document,
    phone,
    relation: "self",
    reason: "本人到场，核对身份证",
    ...changes,
  };
}

let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  [first, second] = [await anAdministrator("周文清"), await anAdministrator("秦守正")];
});

async function decided(body: ReturnType<typeof aCase>): Promise<void> {
  const { id } = await first.ask<WaitingCase>("POST", PATH, body);
  expect(await second.ask("POST", `${PATH}/${id}`, { decision: "agree" })).toEqual({ state: "agreed" });
}

async function colourOf({ visitor }: Login): Promise<string | undefined> {
  const [own] = (await visitor.me()).people;
  const { decisions } = await visitor.ask<OwnDecisions>("GET", `/api/v1/people/${own?.id}/decisions`);
  return decisions[0]?.colour;
}

test("a stranger was quicker and the authority does not know the person: the person gets themselves back, and the stranger loses them", async () => {
  const [stranger, person] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  await register(number, { choice: "unknown" });
  await stranger.visitor.bind("尹长青", number, "other");
  const answer = await person.visitor.send("POST", "/api/v1/people", {
    relation: "self",
    name: "尹长青",
    document: { type: "10", number },
  });
  expect(answer.status).toBe(202);
  await decided(aCase(number, person.phone));
  const [own] = (await person.visitor.me()).people;
  expect(own).toMatchObject({ state: "managed", proof: { level: "in_person" } });
  expect((await stranger.visitor.me()).people).toEqual([]);
});

test("a grandmother without a phone is managed by her grandson, with a code that says so", async () => {
  const grandson = await aLogin();
  const number = aResidentNumber();
  await decided(aCase(number, grandson.phone, { kind: "guardian", relation: "parent" }));
  const [her] = (await grandson.visitor.me()).people;
  expect(her).toMatchObject({ relation: "parent", state: "managed", proof: { level: "in_person" } });
});

test("two phones that contradict each other are settled: the first one that the administrators name holds the person", async () => {
  const [before, thief] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  const own = await before.visitor.bind("尹长青", number);
  await register(number, { phone: thief.phone });
  await thief.visitor.bind("尹长青", number);
  await before.visitor.ask("POST", `/api/v1/people/${own.id}/phone-change`, { decision: "deny" });
  expect((await before.visitor.me()).people[0]).toMatchObject({ proof: { level: "none", frozen: true } });
  expect((await thief.visitor.me()).people[0]).toMatchObject({ proof: { level: "none", frozen: true } });
  await decided(aCase(number, before.phone));
  expect((await before.visitor.me()).people[0]).toMatchObject({ proof: { level: "in_person", frozen: false } });
  expect((await thief.visitor.me()).people).toEqual([]);
});

test("the person sees the look, and everybody concerned gets a message", async () => {
  const [before, after] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  await register(number, { choice: "unknown" });
  await before.visitor.bind("尹长青", number);
  await decided(aCase(number, after.phone, { kind: "dead_number" }));
  const [own] = (await after.visitor.me()).people;
  const { looks } = await after.visitor.ask<Looks>("GET", `/api/v1/people/${own?.id}/looks`);
  expect(looks.map(({ purpose, extent }) => [purpose.kind, extent])).toEqual([
    ["case", "managers"],
    ["case", "managers"],
  ]);
  const { messages } = await after.visitor.ask<{ messages: { phone: string; text: string }[] }>("GET", "/local/outbox.json");
  const textTo = (phone: string) => messages.find((message) => message.phone.endsWith(phone))?.text;
  expect(textTo(after.phone)).toContain("社区已核实证件，一位居民的健康码由这个号码管理");
  expect(textTo(before.phone)).toContain("社区已核实证件，这个号码不再管理一位居民的健康码");
});

test("the first hand is not the second, also on another phone, and a login without a proof is no hand", async () => {
  const [target, unproved] = [await aLogin(), await aLogin()];
  const body = aCase(aResidentNumber(), target.phone);
  await first.ask("POST", PATH, body);
  expect(await first.refusal("POST", `${PATH}/${body.id}`, { decision: "agree" })).toBe("409 second_officer");
  const number = aResidentNumber();
  await register(number, { choice: "unknown" });
  await unproved.visitor.bind("无名氏", number);
  await unproved.visitor.ask("POST", "/local/administrators", { division: COMMUNITY, phone: unproved.phone });
  expect(await unproved.visitor.refusal("POST", PATH, aCase(aResidentNumber(), target.phone))).toMatch(/^403/);
  expect(await unproved.visitor.refusal("POST", `${PATH}/${body.id}`, { decision: "agree" })).toMatch(/^403/);
  expect(await first.ask("POST", `${PATH}/${body.id}`, { decision: "refuse" })).toEqual({ state: "withdrawn" });
  expect(await second.refusal("POST", `${PATH}/${body.id}`, { decision: "agree" })).toBe("404 case_not_found");
});

test("whoever manages or claims the person decides nothing about them, and a held person belongs to the office of the address", async () => {
  const number = aResidentNumber();
  await second.bind("尹长青", number, "parent");
  const target = await aLogin();
  const body = aCase(number, target.phone);
  await first.ask("POST", PATH, body);
  expect(await second.refusal("POST", `${PATH}/${body.id}`, { decision: "agree" })).toBe("403 own_case");
  const held = await aLogin();
  const own = aResidentNumber();
  const person = await held.visitor.bind("尹远山", own);
  await held.visitor.declare(person, {
    presentPlace: { division: "420106001001" },
    addressHere: { division: "420106001001", detail: "1 号" },
  });
  expect(await first.refusal("POST", PATH, aCase(own, target.phone, { name: "尹远山" }))).toBe("404 person_not_resident");
});

test("an administrator gets nobody by their own hand: neither for their own login nor for another phone of theirs", async () => {
  const phone = aPhone();
  const officer = await new Visitor().logIn(phone);
  const own = aResidentNumber();
  await officer.bind("柳如是", own);
  await officer.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  const guardian = { kind: "guardian", relation: "other" };
  expect(await officer.refusal("POST", PATH, aCase(aResidentNumber(), phone, guardian))).toBe("403 own_case");
  const [another, body] = [await aLogin(), aCase(aResidentNumber(), phone, guardian)];
  await register(own, { choice: "unknown" });
  await another.visitor.send("POST", "/api/v1/people", {
    relation: "self",
    name: "柳如是",
    document: { type: "10", number: own },
  });
  expect(await officer.refusal("POST", PATH, aCase(aResidentNumber(), another.phone, guardian))).toBe("403 own_case");
  await first.ask("POST", PATH, body);
  expect(await officer.refusal("POST", `${PATH}/${body.id}`, { decision: "agree" })).toBe("403 own_case");
  expect(await second.ask("POST", `${PATH}/${body.id}`, { decision: "refuse" })).toEqual({ state: "refused" });
});

test("a case that one administrator agrees to and another refuses at the same moment says what has happened", async () => {
  const target = await aLogin();
  const third = await anAdministrator("沈同");
  const body = aCase(aResidentNumber(), target.phone);
  await first.ask("POST", PATH, body);
  const decide = (visitor: Visitor, decision: string) => visitor.refusal("POST", `${PATH}/${body.id}`, { decision });
  await Promise.all([decide(second, "agree"), decide(third, "refuse")]);
  const { cases } = await first.ask<{ cases: WaitingCase[] }>("GET", PATH);
  const isApplied = (await target.visitor.me()).people.length === 1;
  expect(cases.find(({ id }) => id === body.id)?.state).toBe(isApplied ? "agreed" : "refused");
});

test("a phone that never logged in, a login with another own person, and a repeat change nothing", async () => {
  expect(await first.refusal("POST", PATH, aCase(aResidentNumber(), aPhone()))).toBe("409 phone_not_registered /phone");
  const bound = await aLogin();
  await bound.visitor.bind("尹旁人", aResidentNumber());
  expect(await first.refusal("POST", PATH, aCase(aResidentNumber(), bound.phone))).toBe("409 self_already_bound /phone");
  const target = await aLogin();
  const body = aCase(aResidentNumber(), target.phone);
  const opened = await first.ask<WaitingCase>("POST", PATH, body);
  const other = aCase(aResidentNumber(), target.phone, { id: body.id, name: "尹旁人", reason: "另一个理由" });
  expect(await first.ask("POST", PATH, other)).toEqual(opened);
  const { cases } = await first.ask<{ cases: WaitingCase[] }>("GET", PATH);
  expect(cases.filter(({ id }) => id === body.id)).toEqual([opened]);
  await first.ask("POST", `${PATH}/${body.id}`, { decision: "refuse" });
  expect(await first.ask("POST", PATH, body)).toMatchObject({ reason: body.reason, state: "withdrawn" });
});

test("a waiting case says who loses the person, also of two phones with the same mask, and a decided one who decided it", async () => {
  const number = aResidentNumber();
  await register(number, { choice: "unknown" });
  const logins = await Promise.all(["13955500001", "13966600001"].map((phone) => new Visitor().logIn(phone)));
  for (const visitor of logins) await visitor.bind("尹长青", number, "other");
  const [claim] = (await logins[0]?.me())?.people[0]?.claims ?? [];
  const [own] = (await logins[0]?.me())?.people ?? [];
  await logins[0]?.ask("POST", `/api/v1/people/${own?.id}/claims/${claim?.id}`, { decision: "allow" });
  const body = aCase(number, "13966600001", { kind: "guardian", relation: "parent" });
  await first.ask("POST", PATH, body);
  const listed = async () => {
    const { cases } = await second.ask<{ cases: WaitingCase[] }>("GET", PATH);
    return cases.find(({ id }) => id === body.id);
  };
  expect(await listed()).toMatchObject({ state: "waiting", decidedBy: null, proof: "none", frozen: false, openedByMe: false });
  expect((await listed())?.managers).toEqual([
    { maskedPhone: "139*****001", relation: "other", proved: false, loses: true },
    { maskedPhone: "139*****001", relation: "other", proved: false, loses: false },
  ]);
  await second.ask("POST", `${PATH}/${body.id}`, { decision: "agree" });
  expect(await listed()).toMatchObject({ state: "agreed", decidedBy: (await second.me()).maskedPhone, managers: [] });
  expect((await logins[1]?.me())?.people).toMatchObject([
    { relation: "parent", state: "managed", proof: { level: "in_person" } },
  ]);
});

test("what a stranger has declared gives the person no colour after the case", async () => {
  const [stranger, person] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  await register(number, { choice: "unknown" });
  await stranger.visitor.declare(await stranger.visitor.bind("尹长青", number, "other"), {
    temperatureCelsius: 38.5,
    symptoms: ["fever"],
  });
  expect(await colourOf(stranger)).toBe("yellow");
  await decided(aCase(number, person.phone));
  expect(await colourOf(person)).not.toBe("yellow");
});

test("a passport needs a nationality that exists", async () => {
  const target = await aLogin();
  const document = { type: "20", number: "X1234567", nationality: "XQZ", birthDate: "1990-01-01" };
  const body = { ...aCase("", target.phone), document };
  expect(await first.refusal("POST", PATH, body)).toBe("422 nationality_unknown /document/nationality");
});
