/** Look-ups that find nobody: 20 an hour per office, and each is in the record of the office and of the divisions above (attack S10; decision 59). */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { DivisionLooks, Looks, Track } from "../../../src/contract/track.ts";
import { MISS_INDEX } from "../../../src/objects/chain/look-chain.ts";
import { migrations } from "../../../src/objects/division/migrations.ts";
import { aPhone, aPoint, aResidentNumber } from "../builders.ts";
import { aGate, anOffice, aResident, type Resident } from "../gate.ts";
import type { Visitor } from "../visitor.ts";

const STREET = "420107001";
const HOUR_MS = 3_600_000;
const purpose = { kind: "contact_tracing", text: "排查 3 号楼" };
const invented = () => ({ document: { type: "10", number: aResidentNumber() } });

let street: Visitor;
let resident: Resident;

const lookUp = (by: Visitor, division: string, what = "tracks") =>
  by.refusal("POST", `/api/v1/divisions/${division}/${what}`, { person: invented(), purpose });
const looksOf = async (by: Visitor, division: string) =>
  (await by.ask<DivisionLooks>("GET", `/api/v1/divisions/${division}/looks`)).looks;

async function answersOf(asks: readonly (() => Promise<string>)[]): Promise<Readonly<Record<string, number>>> {
  const answers: Record<string, number> = {};
  for (const ask of asks) {
    const answer = await ask();
    answers[answer] = (answers[answer] ?? 0) + 1;
  }
  return answers;
}

beforeAll(async () => {
  street = await anOffice(STREET);
  resident = await aResident("尹静姝", "420107001002");
});

test("of 40 look-ups of invented documents 20 find nobody and 20 are refused, and the office and the city read of 20 with their purpose", async () => {
  const community = "420107001001";
  const office = await anOffice(community);
  const city = await anOffice("4201");
  const asks = Array.from({ length: 40 }, () => () => lookUp(office, community));
  expect(await answersOf(asks)).toEqual({ "404 person_not_here": 20, "429 too_many_requests": 20 });
  for (const looks of [await looksOf(office, community), await looksOf(city, "4201")]) {
    const missed = looks.filter(({ extent, office: by }) => extent === "nobody" && by === community);
    expect(missed).toHaveLength(20);
    expect(missed[0]).toMatchObject({ maskedName: "", purpose, intact: true, maskedPhone: expect.stringMatching(/\*{4}/) });
  }
});

test("40 at the same moment get no further, a person who is here waits too, and other offices do not", async () => {
  const community = "420107002001";
  const office = await anOffice(community);
  const register = await aGate(community);
  await register(resident);
  const answers = await Promise.all(Array.from({ length: 40 }, () => lookUp(office, community)));
  expect(answers.filter((answer) => answer === "404 person_not_here")).toHaveLength(20);
  const person = { document: { type: "10", number: resident.number } };
  const answer = await office.send("POST", `/api/v1/divisions/${community}/tracks`, { person, purpose });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(3500);
  expect(await lookUp(street, STREET)).toBe("404 person_not_here");
});

test("an hour later the office may look up again", async () => {
  const community = "420106001001";
  const office = await anOffice(community);
  await answersOf(Array.from({ length: 20 }, () => () => lookUp(office, community)));
  expect(await lookUp(office, community)).toBe("429 too_many_requests");
  const division = env.DIVISION.getByName(`4201/division/${community}`);
  const begin = (now: number) => division.beginLookUp(now);
  expect((await begin(Date.now() + HOUR_MS - 60_000)).ok).toBe(false);
  expect((await begin(Date.now() + HOUR_MS)).ok).toBe(true);
});

test("somebody who is found is not counted", async () => {
  const office = await anOffice("420107001002");
  const person = { document: { type: "10", number: resident.number } };
  for (let count = 0; count < 25; count += 1)
    await office.ask<Track>("POST", "/api/v1/divisions/420107001002/tracks", { person, purpose });
  expect((await resident.visitor.ask<Looks>("GET", `/api/v1/people/${resident.self.id}/looks`)).looks).toHaveLength(20);
});

test("decisions and searches by phone number count in the same limit, and the record says for what they were", async () => {
  const [district, community] = ["420107", "420107001002"];
  const county = await anOffice(district);
  const office = await anOffice(community);
  expect(await lookUp(county, district, "decisions")).toBe("404 person_not_resident");
  expect((await looksOf(county, district))[0]).toMatchObject({ extent: "nobody", purpose, office: district });
  const path = `/api/v1/communities/${community}/collectors`;
  await office.ask("POST", `/api/v1/communities/${community}/points`, aPoint("南门"));
  const search = () => office.refusal("POST", `${path}/found`, { phone: aPhone() });
  const addition = () => office.refusal("POST", path, { phone: aPhone() });
  expect(await answersOf(Array.from({ length: 22 }, (_, at) => (at % 2 === 0 ? search : addition)))).toEqual({
    "409 phone_not_registered": 20,
    "429 too_many_requests": 2,
  });
  expect((await looksOf(office, community))[0]).toMatchObject({ extent: "nobody", purpose: { kind: "collector", text: null } });
});

test("a division of the previous release counts from its first look-up on", async () => {
  const community = "420106001002";
  const office = await anOffice(community);
  await lookUp(office, community);
  const division = env.DIVISION.getByName(`4201/division/${community}`);
  await runInDurableObject(division, (_, { storage }) => {
    storage.sql.exec("DROP INDEX looks_missed; DROP TABLE verification_hours");
    storage.sql.exec("UPDATE schema SET version = ?", migrations.indexOf(MISS_INDEX));
  });
  await evictDurableObject(division);
  const asks = Array.from({ length: 20 }, () => () => lookUp(office, community));
  expect(await answersOf(asks)).toEqual({ "404 person_not_here": 19, "429 too_many_requests": 1 });
});
