/** The decisions behind a colour: shown to an administrator for a stated purpose, which is recorded as a look, and to the person. Source: product.md §5. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { Decision, OwnDecisions, PersonDecisions } from "../../../src/contract/decision.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { DivisionLooks, Looks } from "../../../src/contract/track.ts";
import { dateOf } from "../../../src/domain/china-time.ts";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { chainHash } from "../../../src/objects/chain/chain-hash.ts";
import { openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { aFact, aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { operatorsEnter } from "../operators.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const COUNTY = "420107";
const AT_COUNTY = `/api/v1/divisions/${COUNTY}/decisions`;
const purpose = { kind: "epidemiology" };

interface Resident {
  readonly visitor: Visitor;
  readonly person: Person;
  readonly number: string;
}

let county: Visitor;
let listed: Resident;

async function aResident(division = COMMUNITY): Promise<Resident> {
  const number = aResidentNumber();
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person, { presentPlace: { division }, addressHere: { division, detail: "3 栋" } });
  return { visitor, person, number };
}

async function anOffice(division: string): Promise<Visitor> {
  const phone = aPhone();
  const visitor = await new Visitor(HUBEI).logIn(phone);
  await visitor.ask("POST", "/local/administrators", { division, phone });
  return visitor;
}

async function list({ number }: Resident): Promise<void> {
  const fact = aFact({ document: { type: "10", number }, kind: "close_contact", from: dateOf(Date.now()), reference: "7/31" });
  await operatorsEnter(fact);
}

const byDocument = ({ number }: Resident) => ({ document: { type: "10", number } });
const open = (resident: Resident, why: unknown = purpose) =>
  county.ask<PersonDecisions>("POST", AT_COUNTY, { person: byDocument(resident), purpose: why });
const ownOf = ({ visitor, person }: Resident) => visitor.ask<OwnDecisions>("GET", `/api/v1/people/${person.id}/decisions`);
const brief = ({ colour, was, row, intact }: Decision) => [was, colour, row, intact];

/** Changes a red decision to yellow as an intruder with access to the disk could, after the removal of the triggers. With `withHash` its hash fits the change. */
async function forge({ number }: Resident, withHash: boolean): Promise<void> {
  const person = await personKeyOf(await openSecrets(env.YIMA_MASTER_KEY, "42" as IssuerCode), `10|${number}`);
  const shard = env.PEOPLE.getByName(`42/people/${shardOf(person, 16)}`);
  await runInDurableObject(shard, async (_people, { storage: { sql } }) => {
    sql.exec("DROP TRIGGER IF EXISTS decisions_are");
    const row = sql
      .exec<{ seq: number; body: string; before: string }>(
        `SELECT d.seq, d.body, b.hash AS before FROM decisions AS d JOIN decisions AS b ON b.seq = d.seq - 1
         WHERE json_extract(d.body, '$.person') = ? AND json_extract(d.body, '$.declaration') = 1 AND d.body LIKE '%"red"%'`,
        person,
      )
      .one();
    const body = row.body.replace('"red"', '"yellow"');
    sql.exec("UPDATE decisions SET body = ? WHERE seq = ?", body, row.seq);
    if (withHash) sql.exec("UPDATE decisions SET hash = ? WHERE seq = ?", await chainHash(row.before, body), row.seq);
  });
}

beforeAll(async () => {
  county = await anOffice(COUNTY);
  listed = await aResident();
  await list(listed);
});

test("a county sees the cause of a colour: before and after, the rule, and the list's owner", async () => {
  const answer = await open(listed);
  expect(answer).toEqual({
    person: expect.stringMatching(/^[A-Za-z0-9_-]{54}$/),
    maskedName: "尹**",
    proof: "holder",
    complete: true,
    decisions: [
      {
        at: expect.stringMatching(/Z$/),
        colour: "red",
        was: "green",
        since: expect.any(String),
        until: null,
        ruleSet: { id: "hubei-2021-08", version: 1, title: expect.objectContaining({ zh: expect.any(String) }) },
        row: "close_contact",
        reason: expect.objectContaining({ en: expect.any(String) }),
        declaration: 1,
        checkedIn: false,
        facts: [{ kind: "close_contact", source: "420107", sourceName: "青山区", reference: "7/31" }],
        review: null,
        intact: true,
      },
      expect.objectContaining({ colour: "green", was: null, row: "nothing_found", facts: [] }),
    ],
  });
});

test("the person sees the same about themselves, without a look", async () => {
  const { decisions } = await ownOf(listed);
  expect(decisions).toEqual((await open(listed)).decisions);
});

test("the look is shown to the person and to the office, as one at decisions", async () => {
  const resident = await aResident();
  await open(resident, { kind: "other", text: "复核" });
  const look = { office: COUNTY, purpose: { kind: "other", text: "复核" }, extent: "decisions" };
  const { looks } = await resident.visitor.ask<Looks>("GET", `/api/v1/people/${resident.person.id}/looks`);
  expect(looks).toEqual([expect.objectContaining(look)]);
  const office = await county.ask<DivisionLooks>("GET", `/api/v1/divisions/${COUNTY}/looks`);
  expect(office.looks[0]).toMatchObject({ ...look, maskedName: "尹**" });
});

test("a person from elsewhere is refused like an unknown person, and nothing is written", async () => {
  const stranger = await aResident("420106001001");
  const nobody = { document: { type: "10", number: "11010519491231002X" } };
  for (const person of [byDocument(stranger), nobody])
    expect(await county.refusal("POST", AT_COUNTY, { person, purpose })).toBe("404 person_not_resident");
  const { looks } = await stranger.visitor.ask<Looks>("GET", `/api/v1/people/${stranger.person.id}/looks`);
  expect(looks).toEqual([]);
});

test.each([
  [{ purpose: { kind: "other" } }, "422 purpose_missing /purpose/text"],
  [{ purpose: { kind: "curiosity" } }, "400 bad_request /purpose/kind"],
  [{ person: "A".repeat(54) }, "400 bad_request /person"],
  [{ person: { document: { type: "10", number: "110105194912310020" } } }, "422 resident_number_check /person/document/number"],
  [{ before: 7 }, "400 bad_request /before"],
])("the request for decisions with %o is refused", async (changes, refusal) => {
  expect(await county.refusal("POST", AT_COUNTY, { person: byDocument(listed), purpose, ...changes })).toBe(refusal);
});

test("a street and a community see nobody's decisions, not even those of their residents", async () => {
  const body = { person: byDocument(listed), purpose };
  const street = await anOffice("420107001");
  for (const division of ["420107001", COMMUNITY])
    expect(await street.refusal("POST", `/api/v1/divisions/${division}/decisions`, body)).toBe("403 county_only");
});

test("a new manager of an abandoned person sees only the decisions from then on", async () => {
  const before = await aResident();
  await before.visitor.ask("DELETE", `/api/v1/people/${before.person.id}`);
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const next = { ...before, visitor, person: await visitor.bind("尹小满", before.number, "parent") };
  expect((await ownOf(next)).decisions).toEqual([]);
  await visitor.declare(next.person, { temperatureCelsius: 38 });
  expect((await ownOf(next)).decisions.map(brief)).toEqual([["green", "yellow", "measured_fever", true]]);
});

test.each([
  ["at the decision, to the one before it and to itself", false, [true, false, false]],
  ["also where its hash was made anew, to itself and to the one after it", true, [false, false, true]],
] as const)("a decision that was changed on the disk shows %s", async (_, withHash, intact) => {
  const resident = await aResident();
  await list(resident);
  await resident.visitor.declare(resident.person);
  await forge(resident, withHash);
  expect((await ownOf(resident)).decisions.map((one) => one.intact)).toEqual(intact);
});
