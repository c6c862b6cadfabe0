/** Reviews on the real runtime: a declared contact that no list has begins one, it waits in the county's queue, and a fact, the same finding of two administrators or the end of three days ends it. Source: product.md §2. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { OwnDecisions } from "../../../src/contract/decision.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { ReviewCount, ReviewFindingResult, WaitingReviews } from "../../../src/contract/review.ts";
import { dateOf } from "../../../src/domain/china-time.ts";
import { aFact, aPhone, aResidentNumber } from "../builders.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { operatorsEnter } from "../operators.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const COUNTY = "420107";
const REGION = "42";
const HOUR = 3_600_000;
const queueOf = (division: string) => `/api/v1/divisions/${division}/reviews`;
const FOUND = { ground: "no_contact_found" };

interface Resident {
  readonly visitor: Visitor;
  readonly person: Person;
  readonly number: string;
  readonly phone: string;
}

let first: Visitor;
let second: Visitor;
let province: Visitor;

async function aResident(changes: object = { contact: "confirmed" }): Promise<Resident> {
  const [number, phone] = [aResidentNumber(), aPhone()];
  const visitor = await new Visitor(HUBEI).logIn(phone);
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person, { ...changes });
  await tell();
  return { visitor, person, number, phone };
}

async function anOffice(division: string): Promise<Visitor> {
  const phone = aPhone();
  const visitor = await new Visitor(HUBEI).logIn(phone);
  await visitor.bind("陈守诚", aResidentNumber());
  await visitor.ask("POST", "/local/administrators", { division, phone });
  return visitor;
}

/** Rings the alarm of every shard once, which delivers the begin and end of reviews to the queues. */
async function tell(): Promise<void> {
  for (let shard = 0; shard < 16; shard += 1)
    await runInDurableObject(env.PEOPLE.getByName(`42/people/${shard}`), (people) => ringAlarm(people));
}

async function list({ number }: Resident): Promise<void> {
  const fact = aFact({ document: { type: "10", number }, kind: "close_contact", from: dateOf(Date.now()) });
  await operatorsEnter(fact);
  await tell();
}

async function colourOf({ visitor, person }: Resident): Promise<string> {
  const { colour, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
  return `${colour} ${row}`;
}

/** The waiting reviews in the queue of a division; those of other tests may be among them. */
async function waitingAt(officer: Visitor, division: string): Promise<WaitingReviews["reviews"]> {
  return (await officer.ask<WaitingReviews>("GET", queueOf(division))).reviews;
}

async function newestAt(officer: Visitor, division: string) {
  const newest = (await waitingAt(officer, division)).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
  if (newest === undefined) throw new Error(`nothing waits at ${division}`);
  return newest;
}

const find = (officer: Visitor, id: string, body: object = FOUND, division = COUNTY) =>
  officer.ask<ReviewFindingResult>("POST", `${queueOf(division)}/${id}/findings`, body);

async function historyOf({ visitor, person }: Resident): Promise<readonly unknown[]> {
  const { decisions } = await visitor.ask<OwnDecisions>("GET", `/api/v1/people/${person.id}/decisions`);
  return decisions.map(({ colour, review }) => [colour, review]);
}

/** The colour of each credential in all shards, and whether it is revoked. Only one test issues credentials. */
async function credentials(): Promise<readonly string[]> {
  const states: string[] = [];
  for (let shard = 0; shard < 16; shard += 1)
    await runInDurableObject(env.PEOPLE.getByName(`42/people/${shard}`), (_, { storage }) => {
      const rows = storage.sql.exec<{ colour: string; revoked: number }>(
        "SELECT colour, revoked_at IS NOT NULL AS revoked FROM credentials",
      );
      for (const { colour, revoked } of rows) states.push(`${colour} ${revoked === 1 ? "revoked" : "stands"}`);
    });
  return states.toSorted();
}

beforeAll(async () => {
  first = await anOffice(COUNTY);
  second = await anOffice(COUNTY);
  province = await anOffice(REGION);
});
afterEach(() => {
  vi.useRealTimers();
});

test("a person with a declared contact that no list has is grey until the deadline, and waits with the county", async () => {
  const resident = await aResident();
  expect(await colourOf(resident)).toBe("grey under_review");
  const { since, until } = await resident.visitor.ask<PersonColour>("GET", `/api/v1/people/${resident.person.id}/colour`);
  const review = await newestAt(first, COUNTY);
  expect(review).toEqual({
    id: expect.any(String),
    at: since,
    dueAt: until,
    overdue: false,
    person: expect.stringMatching(/^[A-Za-z0-9_-]{54}$/),
    maskedName: "尹**",
    risk: "unknown",
    community: "420107001002",
    communityName: "康苑社区",
    proposed: null,
    proposedByMe: false,
    isProposed: false,
  });
  expect(Date.parse(review.dueAt) - Date.parse(review.at)).toBe(24 * HOUR);
  expect(await waitingAt(province, REGION)).toEqual([]);
});

test.each([["none"], ["unsure"]])("a declared contact %s starts no review", async (contact) => {
  const before = (await waitingAt(first, COUNTY)).length;
  expect(await colourOf(await aResident({ contact }))).toBe("green nothing_found");
  expect((await waitingAt(first, COUNTY)).length).toBe(before);
});

test("two officers find the same: the colour is decided, the queue drops the review, and the history shows the finding", async () => {
  const resident = await aResident();
  const { id } = await newestAt(first, COUNTY);
  expect(await find(first, id)).toEqual({ state: "proposed" });
  expect(await first.refusal("POST", `${queueOf(COUNTY)}/${id}/findings`, FOUND)).toBe("409 second_officer");
  expect(await colourOf(resident)).toBe("grey under_review");
  expect(await newestAt(first, COUNTY)).toMatchObject({ id, proposed: "no_contact_found", proposedByMe: true });
  expect(await newestAt(second, COUNTY)).toMatchObject({ id, proposed: null, proposedByMe: false, isProposed: true });
  expect(await find(second, id)).toEqual({ state: "ended" });
  expect(await colourOf(resident)).toBe("green nothing_found");
  expect(await second.refusal("POST", `${queueOf(COUNTY)}/${id}/findings`, FOUND)).toBe("404 review_not_found");
  expect(await historyOf(resident)).toEqual([
    ["green", "no_contact_found"],
    ["grey", "waiting"],
  ]);
});

test("another finding is a new first opinion, and ends nothing", async () => {
  const resident = await aResident();
  const { id } = await newestAt(first, COUNTY);
  await find(first, id);
  expect(await find(second, id, { ground: "declared_in_error" })).toEqual({ state: "differs" });
  expect(await colourOf(resident)).toBe("grey under_review");
});

test("an entry of a list ends a review by itself", async () => {
  const resident = await aResident();
  const { id } = await newestAt(first, COUNTY);
  await list(resident);
  expect(await colourOf(resident)).toBe("red close_contact");
  expect((await waitingAt(first, COUNTY)).map((one) => one.id)).not.toContain(id);
  expect((await historyOf(resident))[0]).toEqual(["red", "listed"]);
});

test("a later declaration without contact does not end it, and a fever is shown at once", async () => {
  const resident = await aResident();
  const { at } = await newestAt(first, COUNTY);
  await resident.visitor.declare(resident.person, { contact: "none" });
  expect(await colourOf(resident)).toBe("grey under_review");
  expect((await newestAt(first, COUNTY)).at).toBe(at);
  await resident.visitor.declare(resident.person, { contact: "none", temperatureCelsius: 38 });
  expect(await colourOf(resident)).toBe("yellow measured_fever");
});

test("the beginning of a review revokes the green code, and its end revokes the grey one", async () => {
  const resident = await aResident({});
  await resident.visitor.show(resident.person);
  await resident.visitor.declare(resident.person, { contact: "suspected" });
  await tell();
  const { digits } = await resident.visitor.show(resident.person);
  expect(await new Visitor(HUBEI).ask("POST", "/api/v1/verify", { code: digits })).toMatchObject({ colour: "grey" });
  expect(await credentials()).toEqual(["green revoked", "grey stands"]);
  const { id } = await newestAt(first, COUNTY);
  await find(first, id);
  await find(second, id);
  expect(await credentials()).toEqual(["green revoked", "grey revoked"]);
});

test("an overdue review is marked for the person and for the officers of the region, who may end it", async () => {
  const resident = await aResident();
  const { id } = await newestAt(first, COUNTY);
  vi.setSystemTime(Date.now() + 25 * HOUR);
  await tell();
  const officers = [await anOffice(REGION), await anOffice(REGION)] as const;
  await resident.visitor.logIn(resident.phone);
  expect(await colourOf(resident)).toBe("grey review_overdue");
  expect((await waitingAt(officers[0], REGION)).find((one) => one.id === id)).toMatchObject({
    overdue: true,
    communityName: "康苑社区",
  });
  const { waiting, overdue } = await officers[0].ask<ReviewCount>("GET", `${queueOf(REGION)}/waiting`);
  expect([waiting > 0, overdue]).toEqual([true, waiting]);
  await find(officers[0], id, FOUND, REGION);
  expect(await find(officers[1], id, FOUND, REGION)).toEqual({ state: "ended" });
  await tell();
  const county = await anOffice(COUNTY);
  expect((await waitingAt(county, COUNTY)).map((one) => one.id)).not.toContain(id);
});

test("three days after the declaration the alarm decides by the rules, and the queues drop the review", async () => {
  const resident = await aResident();
  const { id } = await newestAt(first, COUNTY);
  vi.setSystemTime(Date.now() + 73 * HOUR);
  await tell();
  await tell();
  const county = await anOffice(COUNTY);
  expect((await waitingAt(county, COUNTY)).map((one) => one.id)).not.toContain(id);
  await resident.visitor.logIn(resident.phone);
  expect((await historyOf(resident))[0]).toEqual(["green", "lapsed"]);
});

test("nobody ends their own review, and an unknown ground is refused", async () => {
  const phone = aPhone();
  const visitor = await new Visitor(HUBEI).logIn(phone);
  const person = await visitor.bind("周小满", aResidentNumber());
  await visitor.ask("POST", "/local/administrators", { division: COUNTY, phone });
  await visitor.declare(person, { contact: "confirmed" });
  await tell();
  const { id } = await newestAt(first, COUNTY);
  const path = `${queueOf(COUNTY)}/${id}/findings`;
  expect(await visitor.refusal("POST", path, FOUND)).toBe("403 own_review");
  expect(await first.refusal("POST", path, { ground: "petitioner" })).toBe("400 bad_request /ground");
  expect(await first.refusal("POST", path, { ground: "no_contact_found", colour: "green" })).toBe("400 bad_request /colour");
});
