/** Who somebody is, and whose a person is, over HTTP with the register of this machine. Each row of the attack on identities (S2, S19), and the ways of those who are locked out. Source: decision 54. */
import { expect, test, vi } from "vitest";
import type { Person } from "../../../src/contract/people.ts";
import { aDeclaration, aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { register } from "../register.ts";
import { textsTo } from "../texts-to.ts";
import { Visitor } from "../visitor.ts";
import { changeRows } from "./shard-of.ts";

/** A duty of the shard sends the message. */
const SECONDS = { timeout: 60_000 };

interface Login {
  readonly phone: string;
  readonly visitor: Visitor;
}

async function aLogin(phone = aPhone()): Promise<Login> {
  return { phone, visitor: await new Visitor().logIn(phone) };
}

const naming = (name: string, number: string, relation = "self") => ({ relation, name, document: { type: "10", number } });

async function flagsOf({ visitor }: Login, person: Person): Promise<readonly string[] | undefined> {
  await visitor.declare(person);
  const { digits } = await visitor.show(person);
  return (await visitor.ask<{ flags?: string[] }>("POST", "/api/v1/verify", { code: digits })).flags;
}

test("the person's own phone is proved at once, and its code has no flag", async () => {
  const own = await aLogin();
  const person = await own.visitor.bind("尹静姝", aResidentNumber());
  expect(person.proof).toMatchObject({ level: "holder", answer: "match", frozen: false });
  expect(await flagsOf(own, person)).toEqual([]);
});

test("a stranger's name and number from a list never give a code without a flag", async () => {
  const [owner, stranger] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  await register(number, { name: "尹静姝", phone: owner.phone });
  const person = await stranger.visitor.bind("尹静姝", number);
  expect(person.proof).toMatchObject({ level: "document", differs: "phone" });
  expect(await flagsOf(stranger, person)).toEqual(["other_phone"]);
});

test("a number that the authority does not know gives a code that says so, and no role", async () => {
  const own = await aLogin();
  const number = aResidentNumber();
  await register(number, { choice: "unknown" });
  const person = await own.visitor.bind("无名氏", number);
  expect(person.proof).toMatchObject({ level: "none", answer: "unknown" });
  expect(await flagsOf(own, person)).toEqual(["identity_unchecked", "other_phone"]);
  const { visitor: officer, phone } = await aLogin();
  await officer.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  await officer.ask("POST", officer.community("/points"), { id: crypto.randomUUID(), name: "门", address: "路" });
  const { digits } = await own.visitor.show(person);
  expect(await officer.refusal("POST", officer.community("/collectors"), { code: digits })).toBe("409 not_proved");
  expect(await officer.refusal("POST", officer.community("/collectors"), { phone: own.phone })).toBe("409 not_proved");
  const candidate = { name: "无名氏", phone: own.phone, reason: "任命" };
  await officer.ask("POST", "/local/administrators", { division: "420107", phone });
  expect(await officer.refusal("POST", `/api/v1/divisions/${COMMUNITY}/administrators`, candidate)).toBe("409 not_proved");
});

test("a wrong name gets one answer for a known and an unknown document, and enters nothing", async () => {
  const [owner, stranger] = [await aLogin(), await aLogin()];
  const [known, unknown] = [aResidentNumber(), aResidentNumber()];
  await owner.visitor.bind("尹静姝", known);
  await register(unknown, { name: "秦远山" });
  const answers: unknown[][] = [];
  for (const number of [known, unknown]) {
    const answer = await stranger.visitor.send("POST", "/api/v1/people", naming("不是我", number));
    answers.push([answer.status, await answer.text()]);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.[1]).toContain("identity_does_not_match");
  expect((await stranger.visitor.me()).people).toEqual([]);
});

test("a stranger who named the person first, while the authority was down, loses them to the person at once", async () => {
  const [stranger, owner] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  await register(number, { choice: "down" });
  const taken = await stranger.visitor.bind("不是我", number, "other");
  expect(taken.proof).toMatchObject({ level: "none", answer: "busy" });
  await stranger.visitor.declare(taken, { temperatureCelsius: 38.8 });
  await register(number, { choice: "register", name: "尹静姝", phone: owner.phone });
  const own = await owner.visitor.bind("尹静姝", number);
  expect(own).toMatchObject({ state: "managed", maskedName: "尹**", proof: { level: "holder" } });
  const [mine] = (await owner.visitor.me()).people;
  expect(mine?.managers).toMatchObject([{ relation: "other", ending: "asked" }]);
  const [theirs] = (await stranger.visitor.me()).people;
  expect(theirs).toMatchObject({ ending: { why: "asked" } });
  expect(await stranger.visitor.refusal("POST", `/api/v1/people/${theirs?.id}/declarations`, aDeclaration())).toBe(
    "409 held_by_another",
  );
  // The stranger reads nothing of the person any more, and may at most show a code that says so.
  for (const what of ["declarations", "colour", "decisions", "looks", "appeals"])
    expect(await stranger.visitor.refusal("GET", `/api/v1/people/${theirs?.id}/${what}`)).toBe("404 not_manager");
  const path = `/api/v1/people/${own.id}/managers/${mine?.managers[0]?.id}`;
  expect(await stranger.visitor.refusal("POST", path.replace(own.id, theirs?.id ?? ""), { decision: "end" })).toMatch(/^404/);
  await owner.visitor.ask("POST", path, { decision: "end" });
  expect((await stranger.visitor.me()).people).toEqual([]);
});

test("managers about whom the holder says nothing end after a week; one who is kept stays", async () => {
  const [child, aunt, parent] = [await aLogin(), await aLogin(), await aLogin()];
  const number = aResidentNumber();
  await register(number, { name: "尹建国", phone: parent.phone });
  const managed = await child.visitor.bind("尹建国", number, "parent");
  await aunt.visitor.bind("尹建国", number, "other");
  const claim = (await child.visitor.me()).people[0]?.claims[0];
  await child.visitor.ask("POST", `/api/v1/people/${managed.id}/claims/${claim?.id}`, { decision: "allow" });
  const own = await parent.visitor.bind("尹建国", number);
  const asked = (await parent.visitor.me()).people[0]?.managers ?? [];
  expect(asked.map(({ relation, ending }) => [relation, ending])).toEqual([
    ["parent", "asked"],
    ["other", "asked"],
  ]);
  await parent.visitor.ask("POST", `/api/v1/people/${own.id}/managers/${asked[0]?.id}`, { decision: "keep" });
  await changeRows(number, "UPDATE managers SET ends_at = 1 WHERE person = ? AND ending = 'asked'");
  expect((await child.visitor.me()).people).toMatchObject([{ state: "managed", ending: null }]);
  expect((await aunt.visitor.me()).people).toEqual([]);
});

test("a new phone: both serve for a day, the old one is told, then its sessions end and the children follow at once", async () => {
  const [before, after] = [await aLogin(), await aLogin()];
  const [number, childNumber] = [aResidentNumber(), aResidentNumber()];
  await before.visitor.bind("尹静姝", number);
  await before.visitor.bind("尹小满", childNumber, "child");
  await register(number, { phone: after.phone });
  await after.visitor.bind("尹静姝", number);
  const [old] = (await before.visitor.me()).people;
  expect(old).toMatchObject({ state: "managed", proof: { level: "holder" }, ending: { why: "replaced" } });
  await vi.waitFor(async () => expect(await textsTo(before.phone)).toEqual([expect.stringContaining("另一部手机")]), SECONDS);
  expect((await after.visitor.send("POST", "/api/v1/people", naming("尹小满", childNumber, "child"))).status).toBe(202);
  await changeRows(number, "UPDATE managers SET ends_at = 1 WHERE person = ? AND ending = 'replaced'");
  expect(await before.visitor.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
  expect(await after.visitor.bind("尹小满", childNumber, "child")).toMatchObject({ state: "managed", claims: [] });
});

test("a change of phone that the old phone denies leaves nobody proved, and no proof counts until a case is decided", async () => {
  const [before, after] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  const own = await before.visitor.bind("尹静姝", number);
  await register(number, { phone: after.phone });
  const taken = await after.visitor.bind("尹静姝", number);
  await before.visitor.ask("POST", `/api/v1/people/${own.id}/phone-change`, { decision: "deny" });
  for (const { visitor } of [before, after])
    expect((await visitor.me()).people[0]).toMatchObject({ proof: { level: "none", frozen: true }, ending: null });
  expect(await after.visitor.ask("POST", `/api/v1/people/${taken.id}/proof`)).toEqual({ level: "none" });
  expect(await flagsOf(before, own)).toEqual(["identity_unchecked", "other_phone"]);
});

test("an authority that is down is asked again by itself, and the earlier codes are replaced", async () => {
  const own = await aLogin();
  const number = aResidentNumber();
  await register(number, { choice: "down" });
  const person = await own.visitor.bind("尹静姝", number);
  expect(await flagsOf(own, person)).toEqual(["identity_unchecked", "other_phone"]);
  await register(number, { choice: "register", name: "尹静姝", phone: own.phone });
  await changeRows(number, "UPDATE checks SET next_at = 1 WHERE person = ?");
  const [proved] = (await own.visitor.me()).people;
  expect(proved).toMatchObject({ proof: { level: "holder" } });
  expect(proved?.revokedAt).not.toBeNull();
  expect(await flagsOf(own, person)).toEqual([]);
});

test("who was there before keeps their roles, is asked about with a login, and loses them 14 days after an answer other than a match", async () => {
  const own = await aLogin();
  const number = aResidentNumber();
  const person = await own.visitor.bind("周文清", number);
  await own.visitor.ask("POST", "/local/administrators", { division: COMMUNITY, phone: own.phone });
  const before = [
    "UPDATE managers SET bond = 'earlier' WHERE person = ?",
    "UPDATE persons SET proof = 'earlier' WHERE person = ?",
  ];
  await changeRows(number, ...before, "DELETE FROM checks WHERE person = ?");
  const level = async () => (await own.visitor.me()).people[0]?.proof;
  const office = () => own.visitor.refusal("GET", own.visitor.community("/collectors"));
  expect([(await level())?.level, await office()]).toEqual(["earlier", "200"]);
  await register(number, { choice: "unknown" });
  await own.visitor.ask("POST", `/api/v1/people/${person.id}/proof`);
  expect(await level()).toMatchObject({ level: "earlier", answer: "unknown", endsAt: expect.any(String) });
  expect(await office()).toBe("200");
  await changeRows(number, "UPDATE checks SET ends_at = 1 WHERE person = ?");
  expect((await level())?.level).toBe("none");
  expect(await office()).toBe("403 not_administrator");
  await register(number, { choice: "register" });
  await changeRows(number, "UPDATE checks SET at = 1 WHERE person = ?");
  expect(await own.visitor.ask("POST", `/api/v1/people/${person.id}/proof`)).toEqual({ level: "holder" });
  expect(await office()).toBe("200");
});

test("wrong names are limited for a login, and for a document except for the phone that the authority has", async () => {
  const number = aResidentNumber();
  const owner = await aLogin();
  await register(number, { name: "尹静姝", phone: owner.phone });
  const one = await aLogin();
  const answers: string[] = [];
  for (let count = 0; count < 7; count += 1)
    answers.push(await one.visitor.refusal("POST", "/api/v1/people", naming("不是我", number, "other")));
  expect(new Set(answers.slice(0, 6))).toEqual(new Set(["409 identity_does_not_match /name"]));
  expect(answers[6]).toBe("429 too_many_requests");
  const other = await aLogin();
  for (let count = 0; count < 5; count += 1)
    await other.visitor.send("POST", "/api/v1/people", naming("不是我", number, "other"));
  const third = await aLogin();
  expect(await third.visitor.refusal("POST", "/api/v1/people", naming("尹静姝", number, "other"))).toBe("429 too_many_requests");
  expect(await owner.visitor.bind("尹静姝", number)).toMatchObject({ proof: { level: "holder" } });
});
