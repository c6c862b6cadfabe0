/** Check-ins on the real runtime: each causes a new decision and counts once; a missed one changes the colour where a rule says so. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { CheckInReceipt, CheckIns } from "../../../src/contract/check-in.ts";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { addDays, dayNumberOf, startOfDay, dateOf } from "../../../src/domain/china-time.ts";
import hubeiFebruary from "../../../src/domain/colour/rule-sets/hubei-2020-02.json";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { anOfficer, aRuleSetProposal, openTrial } from "../officer.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

afterEach(() => vi.useRealTimers());

async function aResident(number = aResidentNumber()) {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  const { at } = await visitor.declare(person);
  return { visitor, person, declaredAt: at };
}

const aCheckIn = (changes: Readonly<Record<string, unknown>> = {}) => ({
  id: crypto.randomUUID(),
  temperatureCelsius: 36.6,
  symptoms: [],
  ...changes,
});
const path = ({ id }: Person) => `/api/v1/people/${id}/check-ins`;
const checkIn = (visitor: Visitor, person: Person, changes = {}) =>
  visitor.ask<CheckInReceipt>("POST", path(person), aCheckIn(changes));
const colourOf = (visitor: Visitor, { id }: Person) => visitor.ask<PersonColour>("GET", `/api/v1/people/${id}/colour`);

const shards = Array.from({ length: 16 }, (_, shard) => env.PEOPLE.getByName(`42/people/${shard}`));

async function shardOfNumber(number: string): Promise<number> {
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "42" as IssuerCode);
  return shardOf(await personKeyOf(secrets, `10|${number}`), shards.length);
}

/** The rows of a query, from all shards together. */
async function everywhere<Row extends Record<string, SqlStorageValue>>(statement: string): Promise<readonly Row[]> {
  const results = await Promise.all(
    shards.map((shard) => runInDurableObject(shard, (_, { storage }) => storage.sql.exec<Row>(statement).toArray())),
  );
  return results.flat();
}

test("a check-in with a fever is yellow at once, and one without changes nothing", async () => {
  const { visitor, person, declaredAt } = await aResident();
  await checkIn(visitor, person);
  const well = await colourOf(visitor, person);
  await checkIn(visitor, person, { temperatureCelsius: 37.3 });
  const ill = await colourOf(visitor, person);
  expect([well.row, well.since, ill.row]).toEqual(["nothing_found", declaredAt, "measured_fever"]);
});

test("a repeated check-in is one check-in, also at the same moment", async () => {
  const { visitor, person } = await aResident();
  const id = crypto.randomUUID();
  const [first, second] = await Promise.all([checkIn(visitor, person, { id }), checkIn(visitor, person, { id })]);
  const third = await checkIn(visitor, person, { id, temperatureCelsius: 39 });
  expect([second, third]).toEqual([first, first]);
  expect(await everywhere<{ n: number }>(`SELECT COUNT(*) AS n FROM check_ins WHERE id = '${id}' HAVING n > 0`)).toEqual([
    { n: 1 },
  ]);
});

test("a decision names its check-in", async () => {
  const { visitor, person } = await aResident();
  const id = crypto.randomUUID();
  await checkIn(visitor, person, { id });
  const rows = await everywhere<{ body: string }>(`SELECT body FROM decisions WHERE json_extract(body, '$.checkIn') = '${id}'`);
  expect(rows.map(({ body }) => JSON.parse(body).row)).toEqual(["nothing_found"]);
});

test.for<readonly [string, Readonly<Record<string, unknown>>, string]>([
  ["33.9 °C", { temperatureCelsius: 33.9 }, "400 bad_request /temperatureCelsius"],
  ["two decimals", { temperatureCelsius: 36.65 }, "400 bad_request /temperatureCelsius"],
  ["a symptom twice", { symptoms: ["cough", "cough"] }, "422 symptom_repeated /symptoms/1"],
  ["a symptom that no list has", { symptoms: ["joy"] }, "400 bad_request /symptoms/0"],
  ["a text that is no id", { id: "1" }, "400 bad_request /id"],
])("%s is refused with its place", async ([, changes, expected]) => {
  const { visitor, person } = await aResident();
  expect(await visitor.refusal("POST", path(person), aCheckIn(changes))).toBe(expected);
});

test("a person declares before the first check-in; after twelve check-ins in an hour they wait", async () => {
  const { visitor, person } = await aResident();
  for (let count = 0; count < 12; count += 1) await checkIn(visitor, person);
  expect(await visitor.refusal("POST", path(person), aCheckIn())).toBe("429 too_many_requests");
  const newcomer = await visitor.bind("尹大满", aResidentNumber(), "other");
  expect(await visitor.refusal("POST", path(newcomer), aCheckIn())).toBe("409 not_declared");
});

test("the next check-in removes those too old for every rule", async () => {
  const { visitor, person } = await aResident();
  const [old, recent, newest] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  await checkIn(visitor, person, { id: old });
  await checkIn(visitor, person, { id: recent });
  for (const shard of shards)
    await runInDurableObject(shard, (_, { storage }) =>
      storage.sql.exec("UPDATE check_ins SET at = ? WHERE id = ?", Date.now() - 30 * DAY_MS, old),
    );
  await checkIn(visitor, person, { id: newest });
  const ids = await everywhere<{ id: string }>(`SELECT id FROM check_ins WHERE id IN ('${old}', '${recent}', '${newest}')`);
  expect(ids.map(({ id }) => id).toSorted()).toEqual([recent, newest].toSorted());
});

test("check-ins are listed, newest first, to the manager who declared them", async () => {
  const number = aResidentNumber();
  const { visitor, person } = await aResident(number);
  const { at: first } = await checkIn(visitor, person, { temperatureCelsius: 36.4 });
  const { at: second } = await checkIn(visitor, person, { temperatureCelsius: 36.9, symptoms: ["cough"] });
  const listed = await visitor.ask<CheckIns>("GET", path(person));
  expect(listed).toEqual({
    checkIns: [
      { at: second, temperatureCelsius: 36.9, symptoms: ["cough"] },
      { at: first, temperatureCelsius: 36.4, symptoms: [] },
    ],
    asked: null,
  });
  await visitor.ask("DELETE", `/api/v1/people/${person.id}`);
  const anew = await visitor.bind("尹小满", number);
  expect(await visitor.refusal("GET", path(anew))).toBe("409 not_declared");
  await visitor.declare(anew);
  expect((await visitor.ask<CheckIns>("GET", path(anew))).checkIns).toEqual([]);
});

test("a person with an unreadable declaration delays nobody whose turn has come", async () => {
  const first = aResidentNumber();
  let second = aResidentNumber();
  while ((await shardOfNumber(second)) !== (await shardOfNumber(first))) second = aResidentNumber();
  const [broken, well] = [await aResident(first), await aResident(second)];
  const turned = Date.now() - 1000;
  for (const shard of shards)
    await runInDurableObject(shard, (_, { storage }) => {
      const { sql } = storage;
      sql.exec("UPDATE declarations SET sealed = 'broken' WHERE at = ?", Date.parse(broken.declaredAt));
      sql.exec(
        "UPDATE colours SET next_at = ? WHERE seq IN (SELECT seq FROM decisions WHERE json_extract(body, '$.at') IN (?, ?))",
        turned,
        Date.parse(broken.declaredAt),
        Date.parse(well.declaredAt),
      );
    });
  for (const shard of shards) {
    await runInDurableObject(shard, (_, { storage }) => storage.setAlarm(Date.now()));
    await runDurableObjectAlarm(shard);
  }
  const due = await everywhere<{ waits: number }>(
    `SELECT next_at - ${turned} > 3600000 AS waits FROM colours WHERE next_at IS NOT NULL`,
  );
  expect(due).toEqual([{ waits: 1 }]);
});

test("where green lasts three days from the last check-in, the phone shows the end, and a new check-in makes the code green again", async () => {
  const [first, second] = [(await anOfficer(HUBEI, "42")).visitor, (await anOfficer(HUBEI, "42")).visitor];
  const begins = addDays(dateOf(Date.now()), 2);
  const ruleSet = { ...hubeiFebruary, id: "check-ins", validFrom: begins, validUntil: null };
  const { id } = await first.ask<Proposal>("POST", "/api/v1/rule-sets", aRuleSetProposal(ruleSet));
  await openTrial(second, id);
  await second.ask("POST", `/api/v1/proposals/${id}/approvals`, { note: "已核对" });
  const start = startOfDay(dayNumberOf(begins));
  vi.useFakeTimers({ toFake: ["Date"], now: start + 12 * HOUR_MS });
  const { visitor, person, declaredAt } = await aResident();
  const due = { lastAt: declaredAt, dueAt: new Date(start + 3 * DAY_MS).toISOString() };
  expect(await colourOf(visitor, person)).toMatchObject({ colour: "green", checkIn: due });
  expect((await visitor.ask<CheckIns>("GET", path(person))).asked).toEqual(due);
  vi.setSystemTime(start + 3 * DAY_MS - 1);
  expect(await colourOf(visitor, person)).toMatchObject({ colour: "green", checkIn: due });
  vi.setSystemTime(start + 3 * DAY_MS);
  expect(await colourOf(visitor, person)).toMatchObject({ colour: "yellow", checkIn: due });
  const { at } = await checkIn(visitor, person);
  const next = { lastAt: at, dueAt: new Date(start + 6 * DAY_MS).toISOString() };
  expect(await colourOf(visitor, person)).toMatchObject({ colour: "green", checkIn: next });
});
