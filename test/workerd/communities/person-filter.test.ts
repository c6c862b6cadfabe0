/** Passes that are narrowed to one person: a look with a purpose, which the person, the office and the divisions above can read (attack S10; decision 59). */
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { PassPage } from "../../../src/contract/pass.ts";
import type { DivisionLooks, Looks } from "../../../src/contract/track.ts";
import { PERSON_FILTER_WITHOUT_PURPOSE_UNTIL } from "../../../src/domain/taken-until.ts";
import { COMMUNITY } from "../builders.ts";
import { aGate, anOffice, aResident, type Resident } from "../gate.ts";
import type { Visitor } from "../visitor.ts";

let office: Visitor;
let city: Visitor;
let resident: Resident;
let person: string;

const passes = `/api/v1/communities/${COMMUNITY}/passes`;
const queryOf = (query: Readonly<Record<string, string>>) => new URLSearchParams(query).toString();
const ownLooks = async () =>
  (await resident.visitor.ask<Looks>("GET", `/api/v1/people/${resident.self.id}/looks`)).looks.map(
    ({ office: by, purpose, extent }) => ({ by, purpose, extent }),
  );
const divisionLooks = async (by: Visitor, division: string) =>
  (await by.ask<DivisionLooks>("GET", `/api/v1/divisions/${division}/looks`)).looks;

beforeAll(async () => {
  office = await anOffice(COMMUNITY);
  city = await anOffice("4201");
  resident = await aResident("尹静姝", COMMUNITY);
  const register = await aGate(COMMUNITY);
  await register(resident);
  const page = await office.ask<PassPage>("GET", passes);
  person = page.passes.find(({ maskedName }) => maskedName === "尹**")?.person ?? "";
});

afterEach(() => vi.useRealTimers());

test("the history without a person is no look", async () => {
  await office.ask("GET", passes);
  expect(await ownLooks()).toEqual([]);
});

test("a filter by person is a look with its purpose, for the person, the office and the city", async () => {
  const purpose = { kind: "other", text: "核对登记" };
  const query = queryOf({ person, purpose: "other", purposeText: "核对登记" });
  expect((await office.ask<PassPage>("GET", `${passes}?${query}`)).passes).toHaveLength(1);
  expect(await ownLooks()).toEqual([{ by: COMMUNITY, purpose, extent: "division" }]);
  for (const looks of [await divisionLooks(office, COMMUNITY), await divisionLooks(city, "4201")])
    expect(looks[0]).toMatchObject({ office: COMMUNITY, maskedName: "尹**", purpose, extent: "division" });
});

test("a filter by person together with another one is a look too, also if it finds no pass", async () => {
  const before = (await ownLooks()).length;
  await office.ask("GET", `${passes}?${queryOf({ person, colour: "red", purpose: "epidemiology" })}`);
  expect((await ownLooks()).slice(0, -before)).toEqual([
    { by: COMMUNITY, purpose: { kind: "epidemiology", text: null }, extent: "division" },
  ]);
});

test.each([
  [{ purpose: "other" }, "422 purpose_missing /purposeText"],
  [{ purpose: "curiosity" }, "400 bad_request /purpose"],
  [{ purpose: "appeal" }, "400 bad_request /purpose"],
  [{ purpose: "other", purposeText: "查".repeat(101) }, "400 bad_request /purposeText"],
])("the purpose %o is refused, and no look is recorded", async (changes, refusal) => {
  const before = (await ownLooks()).length;
  expect(await office.refusal("GET", `${passes}?${queryOf({ person, ...changes })}`)).toBe(refusal);
  expect(await ownLooks()).toHaveLength(before);
});

test("a page of the previous release, which asks for no purpose, is answered until its date, and the record says that none was stated", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: PERSON_FILTER_WITHOUT_PURPOSE_UNTIL - 1 });
  // All sessions of the other tests have ended by then.
  const later = await anOffice(COMMUNITY);
  await later.ask("GET", `${passes}?${queryOf({ person })}`);
  const before = await divisionLooks(later, COMMUNITY);
  expect(before[0]).toMatchObject({ purpose: { kind: "not_stated", text: null }, extent: "division" });
  vi.setSystemTime(PERSON_FILTER_WITHOUT_PURPOSE_UNTIL);
  expect(await later.refusal("GET", `${passes}?${queryOf({ person })}`)).toBe("422 purpose_missing /purpose");
  expect(await later.refusal("GET", passes)).toBe("200");
  expect(await divisionLooks(later, COMMUNITY)).toEqual(before);
  expect(await later.refusal("GET", `${passes}?${queryOf({ person, purpose: "epidemiology" })}`)).toBe("200");
});

test.each(["csv", "xlsx"])("an export of one person's passes as %s is a look with the purpose of the export", async (format) => {
  const answer = await office.send("GET", `${passes}.${format}?${queryOf({ person, purpose: `流调 ${format}` })}`);
  expect(answer.status).toBe(200);
  await answer.arrayBuffer();
  const purpose = { kind: "other", text: `流调 ${format}` };
  expect((await ownLooks())[0]).toEqual({ by: COMMUNITY, purpose, extent: "division" });
  expect((await divisionLooks(city, "4201"))[0]).toMatchObject({ maskedName: "尹**", purpose });
});

test("an export of all passes is in the record of exports and no look at anybody", async () => {
  const before = (await ownLooks()).length;
  await (await office.send("GET", `${passes}.csv?${queryOf({ purpose: "月报" })}`)).arrayBuffer();
  expect(await ownLooks()).toHaveLength(before);
});
