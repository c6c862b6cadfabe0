/** Declarations over HTTP: appended, never changed, never lost. Source: product.md §3. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { DeclarationDetail, DeclarationPage } from "../../../src/contract/declaration.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { AccountKey } from "../../../src/domain/access/keys.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import type { Declaration } from "../../../src/domain/declaration/declaration.ts";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { aDeclaration, aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const now = dateOf(Date.now());
const elsewhere = { division: "430102001" };
let visitor: Visitor;
let person: Person;
const path = () => `/api/v1/people/${person.id}/declarations`;

beforeAll(async () => {
  visitor = await new Visitor().logIn(aPhone());
  person = await visitor.bind("尹静姝", aResidentNumber());
});

test("a declaration is numbered, kept whole, and listed newest first", async () => {
  const first = aDeclaration({ temperatureCelsius: 36.6, symptoms: ["cough"] });
  const receipt = await visitor.ask<{ n: number }>("POST", path(), first);
  const second = await visitor.declare(person);
  expect(second.n).toBe(receipt.n + 1);
  const { id: _, ...declared } = first;
  expect(await visitor.ask<DeclarationDetail>("GET", `${path()}/${receipt.n}`)).toMatchObject(declared);
  const { declarations } = await visitor.ask<DeclarationPage>("GET", path());
  expect(declarations.map(({ n }) => n)).toEqual([second.n, receipt.n]);
  expect((await visitor.me()).people[0]?.declaration).toMatchObject({ n: second.n, category: "staying" });
});

test("two declarations at the same moment both stand, in order", async () => {
  const before = (await visitor.declare(person)).n;
  const sent = await Promise.all([visitor.declare(person), visitor.declare(person), visitor.declare(person)]);
  expect(sent.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual([before + 1, before + 2, before + 3]);
});

test("a repeated id of the same sender is the same declaration", async () => {
  const declaration = aDeclaration();
  const [once, twice] = [await visitor.ask("POST", path(), declaration), await visitor.ask("POST", path(), declaration)];
  expect(twice).toEqual(once);
});

test("no request changes or removes a declaration", async () => {
  const { n } = await visitor.declare(person);
  for (const method of ["PUT", "PATCH", "DELETE", "POST"]) {
    expect(await visitor.refusal(method, `${path()}/${n}`, aDeclaration())).toBe("404 not_found");
  }
});

test("an arrival today is accepted with advice, and a later one without", async () => {
  const arriving = { category: "arriving", presentPlace: elsewhere };
  expect(await visitor.declare(person, { ...arriving, plannedArrival: now })).toMatchObject({ advice: ["arrival_today"] });
  expect(await visitor.declare(person, { ...arriving, plannedArrival: addDays(now, 3) })).toMatchObject({ advice: [] });
});

test("long histories come in pages", async () => {
  const someone = await visitor.bind("尹长", aResidentNumber(), "other");
  for (let count = 0; count < 23; count += 1) await visitor.declare(someone);
  const own = `/api/v1/people/${someone.id}/declarations`;
  const first = await visitor.ask<DeclarationPage>("GET", own);
  const rest = await visitor.ask<DeclarationPage>("GET", `${own}?before=${first.nextBefore}`);
  expect([first.declarations.length, rest.declarations.length, rest.nextBefore]).toEqual([20, 3, null]);
});

const WRONG: readonly [string, Record<string, unknown>, string][] = [
  ["an unknown category", { category: "visiting" }, "400 bad_request /category"],
  ["an unknown field", { surprise: 1 }, "400 bad_request /surprise"],
  ["a temperature out of range", { temperatureCelsius: 50 }, "400 bad_request /temperatureCelsius"],
  ["a temperature as text", { temperatureCelsius: "36.5" }, "400 bad_request /temperatureCelsius"],
  ["a date that does not exist", { category: "returning", plannedArrival: "2026-02-30" }, "400 bad_request /plannedArrival"],
  [
    "an address in another region",
    { addressHere: { division: "420502001001", detail: "1" } },
    "422 address_outside_region /addressHere/division",
  ],
  [
    "an address that ends at a district",
    { addressHere: { division: "420107", detail: "1" } },
    "422 address_level /addressHere/division",
  ],
  [
    "a division that the table does not have",
    { addressHere: { division: "420107999999", detail: "1" } },
    "422 division_unknown /addressHere/division",
  ],
  ["an address with an emoji", { addressHere: { division: COMMUNITY, detail: "家🏠" } }, "400 bad_request /addressHere/detail"],
  [
    "an address of 200 characters",
    { addressHere: { division: COMMUNITY, detail: "一".repeat(200) } },
    "400 bad_request /addressHere/detail",
  ],
  ["staying with an arrival", { plannedArrival: now }, "422 arrival_not_expected /plannedArrival"],
  ["returning without an arrival", { category: "returning", presentPlace: elsewhere }, "422 arrival_missing /plannedArrival"],
  [
    "an arrival in the past",
    { category: "returning", presentPlace: elsewhere, plannedArrival: addDays(now, -1) },
    "422 arrival_in_past /plannedArrival",
  ],
  ["a symptom twice", { symptoms: ["cough", "cough"] }, "422 symptom_repeated /symptoms/1"],
  ["no promise", { promise: false }, "400 bad_request /promise"],
  ["a phone that is a fixed line", { phone: "02788888888" }, "422 phone_not_mobile /phone"],
  [
    "places for ten years",
    { places: [{ division: "42", from: "2016-01-01", to: now }] },
    "422 place_too_long_ago /places/0/from",
  ],
  ["an id that is no UUID", { id: "1" }, "400 bad_request /id"],
];

test.each(WRONG)("%s is refused with its field, and nothing is stored", async (_, changes, refusal) => {
  const before = (await visitor.me()).people[0]?.declaration?.n;
  expect(await visitor.refusal("POST", path(), aDeclaration(changes))).toBe(refusal);
  expect((await visitor.me()).people[0]?.declaration?.n).toBe(before);
});

test("the person of another account is unknown here", async () => {
  const stranger = await new Visitor().logIn(aPhone());
  expect(await stranger.refusal("GET", path())).toBe("404 person_not_found");
  expect(await stranger.refusal("POST", path(), aDeclaration())).toBe("404 person_not_found");
});

test("a repeat after midnight is answered as the stored declaration, although the rules would refuse it now", async () => {
  const number = aResidentNumber();
  const someone = await visitor.bind("尹迟", number, "other");
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode);
  const key = await personKeyOf(secrets, `10|${number}`);
  const people = env.PEOPLE.getByName(`4201/people/${shardOf(key, 16)}`);
  const account = await runInDurableObject(
    people,
    (_, state) => state.storage.sql.exec<{ account: string }>("SELECT account FROM managers WHERE person = ?", key).one().account,
  );
  const { id, ...declaration } = aDeclaration({
    category: "arriving",
    presentPlace: elsewhere,
    plannedArrival: addDays(now, -1),
  });
  await people.declare(key, account as AccountKey, String(id), declaration as unknown as Declaration, Date.now());
  const own = `/api/v1/people/${someone.id}/declarations`;
  expect(await visitor.ask("POST", own, { id, ...declaration })).toMatchObject({ n: 1, advice: [] });
  expect(await visitor.refusal("POST", own, { ...declaration, id: crypto.randomUUID() })).toBe(
    "422 arrival_in_past /plannedArrival",
  );
});
