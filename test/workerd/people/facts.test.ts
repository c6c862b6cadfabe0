/** Facts on the real runtime: a client's entry changes the colour at once, is stored for a person who has not declared yet, and ends by itself with time. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { FactReceipt } from "../../../src/contract/fact.ts";
import type { Person } from "../../../src/contract/people.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import { aFact, aPhone, aResidentNumber } from "../builders.ts";
import { aClient, anOfficer } from "../officer.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const PATH = "/api/v1/facts";
const TODAY = dateOf(Date.now());

let bearer: string;

beforeAll(async () => {
  const [first, second] = [await anOfficer(HUBEI, "42"), await anOfficer(HUBEI, "42")];
  ({ bearer } = await aClient(first.visitor, second.visitor, { scope: "42" }));
});

const send = (changes: Readonly<Record<string, unknown>>) =>
  new Visitor(HUBEI).send("POST", PATH, aFact({ from: TODAY, ...changes }), { authorization: `Bearer ${bearer}` });

async function enter(number: string, changes: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
  const answer = await send({ document: { type: "10", number }, ...changes });
  return (await answer.json<FactReceipt>()).changed;
}

function refusalOf(changes: Readonly<Record<string, unknown>>): Promise<string> {
  return new Visitor(HUBEI).refusal("POST", PATH, aFact({ from: TODAY, ...changes }), { authorization: `Bearer ${bearer}` });
}

async function aResident(number: string) {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person);
  return { visitor, person };
}

async function colourOf(visitor: Visitor, { id }: Person): Promise<string> {
  const { colour, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${id}/colour`);
  return `${colour} ${row}`;
}

test("an entry of a list changes the colour of a declared person at once, and states the end", async () => {
  const number = aResidentNumber();
  const { visitor, person } = await aResident(number);
  expect(await enter(number, { until: addDays(TODAY, 14) })).toBe(true);
  const { colour, row, reason, until } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
  expect({ colour, row, reason: reason.en, until }).toEqual({
    colour: "red",
    row: "close_contact",
    reason: "Listed as a close contact",
    until: new Date(`${addDays(TODAY, 14)}T00:00:00+08:00`).toISOString(),
  });
});

test("an entry waits for a person who has not declared yet", async () => {
  const number = aResidentNumber();
  expect(await enter(number, { kind: "confirmed" })).toBe(true);
  const { visitor, person } = await aResident(number);
  expect(await colourOf(visitor, person)).toBe("red confirmed");
});

test("a repeated entry changes nothing; with an end it is the same entry, and red becomes yellow, not green", async () => {
  const number = aResidentNumber();
  const { visitor, person } = await aResident(number);
  const entry = { from: addDays(TODAY, -7), reference: "7-31" };
  expect(await enter(number, entry)).toBe(true);
  expect(await enter(number, entry)).toBe(false);
  expect(await enter(number, { ...entry, until: TODAY })).toBe(true);
  expect(await colourOf(visitor, person)).toBe("yellow released");
});

test("the same name in the list of another source is another entry", async () => {
  const number = aResidentNumber();
  const { visitor, person } = await aResident(number);
  await enter(number, { kind: "potential_contact", source: "4201", reference: "9" });
  await enter(number, { kind: "potential_contact", source: "4205", reference: "9" });
  await enter(number, { kind: "potential_contact", source: "4205", reference: "9", from: addDays(TODAY, -3), until: TODAY });
  expect(await colourOf(visitor, person)).toBe("yellow potential_contact");
});

test("the alarm follows an entry that ends by itself, without any request", async () => {
  const number = aResidentNumber();
  const { visitor, person } = await aResident(number);
  await enter(number, { kind: "potential_contact", until: addDays(TODAY, 1) });
  expect(await colourOf(visitor, person)).toBe("yellow potential_contact");
  const shards = Array.from({ length: 16 }, (_, shard) => env.PEOPLE.getByName(`42/people/${shard}`));
  const armed = await Promise.all(
    shards.map((shard) =>
      runInDurableObject(shard, async (_object, { storage }) => ({
        turn: storage.sql.exec<{ at: number | null }>("SELECT MIN(next_at) AS at FROM colours").one().at,
        alarm: await storage.getAlarm(),
      })),
    ),
  );
  const midnight = Date.parse(`${addDays(TODAY, 1)}T00:00:00+08:00`);
  const turning = armed.findIndex(({ turn }) => turn === midnight);
  expect(armed[turning]?.alarm).toBeLessThanOrEqual(midnight);
  const [shard] = shards.slice(turning);
  if (shard === undefined) throw new Error("no shard turns at midnight");
  // Changes the rows so that the entry has ended at this day's beginning and the decision about that is due.
  await runInDurableObject(shard, (_object, { storage }) => {
    storage.sql.exec("UPDATE facts SET from_day = ?, until_day = ? WHERE kind = 'potential_contact'", addDays(TODAY, -5), TODAY);
    storage.sql.exec("UPDATE colours SET next_at = ? WHERE next_at = ?", Date.now() - 1000, midnight);
    return storage.setAlarm(Date.now());
  });
  await runDurableObjectAlarm(shard);
  const rows = await runInDurableObject(shard, (_object, { storage }) =>
    storage.sql.exec<{ body: string }>("SELECT body FROM decisions ORDER BY seq DESC LIMIT 1").toArray(),
  );
  expect(rows.map(({ body }) => JSON.parse(body).row)).toEqual(["nothing_found"]);
  expect(await colourOf(visitor, person)).toBe("green nothing_found");
});

test.for<readonly [string, Readonly<Record<string, unknown>>, string]>([
  ["a day that does not exist", { from: "2020-02-30" }, "422 fact_not_a_date /from"],
  ["an end that does not exist", { until: "2026-13-01" }, "422 fact_not_a_date /until"],
  ["a beginning before the epidemic", { from: "2019-11-30" }, "422 fact_too_early /from"],
  ["a source that the table does not have", { source: "429999" }, "422 division_unknown /source"],
  ["a beginning tomorrow", { from: addDays(TODAY, 1) }, "422 fact_in_future /from"],
  ["an end on the first day", { until: TODAY }, "422 fact_dates_reversed /until"],
  ["ten years of isolation", { kind: "home_isolation", until: addDays(TODAY, 3652) }, "422 fact_too_long /until"],
  ["a list that nobody keeps", { kind: "debtor" }, "400 bad_request /kind"],
  [
    "a number that is wrong",
    { document: { type: "10", number: "420107198001011234" } },
    "422 resident_number_check /document/number",
  ],
  ["an unknown source", { source: "Wuhan" }, "400 bad_request /source"],
  ["no name in the list", { reference: "" }, "400 bad_request /reference"],
])("%s is refused with its place", async ([, changes, expected]) => {
  expect(await refusalOf(changes)).toBe(expected);
});

test("a person has at most a hundred entries, and an existing entry may still end", async () => {
  const number = aResidentNumber();
  const { visitor, person } = await aResident(number);
  const entry = { kind: "potential_contact", from: addDays(TODAY, -3) };
  for (let reference = 1; reference <= 100; reference += 1) await enter(number, { ...entry, reference: String(reference) });
  const one = { document: { type: "10", number }, ...entry, reference: "101" };
  expect(await refusalOf(one)).toBe("422 too_many_facts");
  expect(await enter(number, { ...entry, reference: "100", until: TODAY })).toBe(true);
  expect(await colourOf(visitor, person)).toBe("yellow potential_contact");
});
