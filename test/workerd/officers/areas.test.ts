/** Risk levels of counties on the real runtime: entered, published, sent to every shard, and followed by new decisions for persons from there. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { Areas } from "../../../src/contract/area.ts";
import type { FactImport } from "../../../src/contract/fact.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import type { AreaEntry } from "../../../src/domain/area/area.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import type { DecisionRow } from "../../../src/objects/people/colour/colour-store.ts";
import { aPhone, anArea, aResidentNumber } from "../builders.ts";
import { anOfficer } from "../officer.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { approve, enterList, hashOf, proposalOf } from "./lists.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const PATH = "/api/v1/areas";
const TODAY = dateOf(Date.now());
const SHARDS = Array.from({ length: 16 }, (_, shard) => env.PEOPLE.getByName(`42/people/${shard}`));
const issuer = env.ISSUER.getByName("42/issuer");

let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  first = (await anOfficer(HUBEI, "42")).visitor;
  second = (await anOfficer(HUBEI, "42")).visitor;
});

/** Two officers enter a level. */
async function enter(changes: Readonly<Record<string, unknown>>): Promise<void> {
  const change = proposalOf({ kind: "area_entry", entry: anArea(changes) });
  await approve(second, await first.ask<Proposal>("POST", "/api/v1/proposals", change));
}

const refusal = (changes: Readonly<Record<string, unknown>>) =>
  first.refusal("POST", "/api/v1/proposals", proposalOf({ kind: "area_entry", entry: anArea(changes) }));

const read = async (below: string) => (await new Visitor(HUBEI).ask<Areas>("GET", `${PATH}?below=${below}`)).areas;

/** The issuer's messages about areas that not all shards have received yet; `next` is the next shard to get one. */
function news(): Promise<readonly { readonly shards: number; readonly next: number }[]> {
  return runInDurableObject(issuer, (_object, { storage }) =>
    storage.sql.exec<{ shards: number; next: number }>("SELECT shards, next FROM shard_news ORDER BY seq").toArray(),
  );
}

/** Sends the issuer's messages to all shards, and runs four alarms of each shard, so that it decides anew. */
async function spread(): Promise<void> {
  while ((await news()).length > 0) await runDurableObjectAlarm(issuer);
  for (const shard of SHARDS) for (let ring = 0; ring < 4; ring += 1) await runDurableObjectAlarm(shard);
}

async function aResident(division: string): Promise<void> {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", aResidentNumber());
  await visitor.declare(person, { category: "arriving", presentPlace: { division }, plannedArrival: addDays(TODAY, 3) });
}

/** The decisions in all shards, in the order of each shard's chain. */
async function decisions(): Promise<readonly DecisionRow[]> {
  const chains = await Promise.all(
    SHARDS.map((shard) =>
      runInDurableObject(shard, (_object, { storage }) =>
        storage.sql.exec<{ body: string }>("SELECT body FROM decisions ORDER BY seq").toArray(),
      ),
    ),
  );
  return chains.flat().map(({ body }) => JSON.parse(body) as DecisionRow);
}

test("everybody sees a new level at once, and a repeated entry changes nothing", async () => {
  const entry = { division: "420602", reference: "7" };
  await enter(entry);
  await enter(entry);
  expect(await read("4206")).toEqual([anArea(entry)]);
  expect(await env.PUBLISHED.get("areas/42", "json")).toEqual(expect.arrayContaining([anArea(entry)]));
});

test("the next level ends the earlier one, and levels that ended long ago are no longer shown", async () => {
  const county = { division: "420606" };
  await enter({ ...county, from: "2020-01-23", until: "2020-02-01", reference: "1" });
  await enter({ ...county, from: "2020-02-01", reference: "2" });
  const from = addDays(TODAY, -3);
  await enter({ ...county, from, level: "low", reference: "3" });
  expect((await read("420606")).map(({ reference, until }) => [reference, until])).toEqual([
    ["2", from],
    ["3", null],
  ]);
  expect(await refusal({ ...county, from, reference: "4" })).toBe("422 area_overlap");
});

test.for<readonly [string, Readonly<Record<string, unknown>>, string]>([
  ["an unknown county", { division: "420199" }, "422 division_unknown /change/entry/division"],
  ["a city", { division: "4201" }, "422 area_not_a_county /change/entry/division"],
  ["an unknown level", { level: "orange" }, "400 bad_request /change/entry/level"],
  ["a day that does not exist", { from: "2020-02-30" }, "422 fact_not_a_date /change/entry/from"],
  ["a day in two months", { from: addDays(TODAY, 60) }, "422 area_date_range /change/entry/from"],
  ["an end before the beginning", { until: "2020-01-01" }, "422 fact_dates_reversed /change/entry/until"],
  ["ten years", { until: "2030-01-01" }, "422 fact_too_long /change/entry/until"],
  ["an unknown source", { source: "429999" }, "422 division_unknown /change/entry/source"],
  ["no name in the list", { reference: " " }, "400 bad_request /change/entry/reference"],
])("%s is refused with its place", async ([, changes, expected]) => {
  expect(await refusal(changes)).toBe(expected);
});

test("a higher level decides the persons from there again, and nobody else; a repeated message decides nothing", async () => {
  await aResident("110101");
  await aResident("110102");
  const before = await decisions();
  await enter({ division: "110101", reference: "11" });
  await spread();
  const after = await decisions();
  const [risen, ...others] = after.filter(({ originRisk }) => originRisk === "high");
  expect([after.length - before.length, others.length, risen?.colour]).toEqual([1, 0, "green"]);
  expect(after.find((one) => one.person === risen?.person && one.before === null)?.originRisk).toBe("unknown");
  await enter({ division: "110101", reference: "12", from: addDays(TODAY, 5), level: "low" });
  await spread();
  expect((await decisions()).length).toBe(after.length);
});

test("a later declaration with a smaller place or the whole city gets the risk of that day", async () => {
  await enter({ division: "120101", level: "medium", reference: "12" });
  await spread();
  const before = new Set((await decisions()).map(({ person }) => person));
  await aResident("120101");
  await aResident("1201");
  const fresh = (await decisions()).filter(({ person }) => !before.has(person));
  expect(fresh.map(({ originRisk }) => originRisk)).toEqual(["medium", "medium"]);
});

test("the alarm decides on the day on which a level begins", async () => {
  await aResident("130102");
  await enter({ division: "130102", level: "low", reference: "13", from: addDays(TODAY, 1) });
  await spread();
  const midnight = Date.parse(`${addDays(TODAY, 1)}T00:00:00+08:00`);
  const due = await Promise.all(
    SHARDS.map((shard) =>
      runInDurableObject(shard, (_object, { storage }) => {
        const [row] = storage.sql
          .exec<{ at: number }>("SELECT next_at AS at FROM county_levels WHERE division = '130102'")
          .toArray();
        // Moves the next day's change of level to today.
        storage.sql.exec("UPDATE county_levels SET periods = replace(periods, ?, ?), next_at = 1", addDays(TODAY, 1), TODAY);
        return storage.setAlarm(Date.now()).then(() => row?.at);
      }),
    ),
  );
  expect(new Set(due)).toEqual(new Set([midnight]));
  await spread();
  expect((await decisions()).filter(({ originRisk }) => originRisk === "low").length).toBe(1);
});

test("the persons of a county and the next turn of a level are searched by index", async () => {
  const [shard] = SHARDS;
  if (shard === undefined) throw new Error("no shard");
  const plans = await runInDurableObject(shard, (_object, { storage: { sql } }) =>
    [
      "SELECT person FROM origins WHERE area = 'x' AND person > 'y' ORDER BY person LIMIT 50",
      "SELECT MIN(next_at) AS at FROM county_levels WHERE next_at IS NOT NULL",
      "SELECT periods FROM county_levels WHERE division >= '42' AND division < '42:'",
    ].map((statement) =>
      sql
        .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)
        .toArray()
        .map(({ detail }) => detail),
    ),
  );
  expect(plans).toEqual([
    ["SEARCH origins USING PRIMARY KEY (area=? AND person>?)"],
    ["SEARCH county_levels USING COVERING INDEX county_levels_next (next_at>?)"],
    ["SEARCH county_levels USING PRIMARY KEY (division>? AND division<?)"],
  ]);
});

test("a file of levels takes the way of facts: lines are reported by number, code and column, and the same file again changes nothing", async () => {
  const heading = "区划代码,风险等级,开始日期,结束日期,来源地区,编号";
  const lines = [
    "150102,高,2020-01-23,2020-03-01,42,15-1",
    "150102,低,2020-03-01,,42,15-2",
    "150103,high,2020-01-23,,42,15-3",
    "150102,medium,2020-02-01,,42,15-4",
    "159999,high,2020-01-23,,42,15-5",
    "1501,high,2020-01-23,,42,15-6",
    "150104,orange,2020-01-23,,42,15-7",
    "150104,high,2020-02-30,,42,15-8",
    "150104,high,2020-01-23,2020-01-22,42,15-9",
    "150104,high,2020-01-23,,Wuhan,15-10",
    "150104,high,2020-01-23",
  ];
  const text = [heading, ...lines].join("\n");
  const path = `${PATH}/${await hashOf(text)}`;
  await enterList(first, second, text, { list: "areas" });
  const { entered, known, refused, errors } = await first.ask<FactImport>("GET", path);
  expect([entered, known, refused]).toEqual([3, 0, 8]);
  expect(errors.map(({ line, code, field }) => `${line} ${code} ${field}`)).toEqual([
    "5 area_overlap null",
    "6 division_unknown division",
    "7 area_not_a_county division",
    "8 area_level_unknown level",
    "9 fact_not_a_date from",
    "10 fact_dates_reversed until",
    "11 division_unknown source",
    "12 fact_line_form null",
  ]);
  // The same file again is entered already: it is not read again, and cannot be proposed.
  const again = await first.send("PUT", `${path}?format=csv&name=again.csv`, text);
  expect([again.status, await again.json()]).toEqual([202, expect.objectContaining({ state: "done", entered: 3, refused: 8 })]);
  expect((await read("1501")).map(({ reference, level }) => `${reference} ${level}`)).toEqual(["15-2 low", "15-3 high"]);
});

/** Rings an object's alarm once and runs a query right after it, before a further alarm could ring by itself. */
function ringOnce(stub: typeof issuer | (typeof SHARDS)[number], statement: string): Promise<readonly unknown[]> {
  return runInDurableObject(stub as typeof issuer, async (object, { storage }) => {
    await ringAlarm(object);
    await storage.deleteAlarm();
    return storage.sql.exec(statement).toArray();
  });
}

test("a message to many shards continues at its shard, also after the issuer's object was evicted, and is then removed", async () => {
  await spread();
  await runInDurableObject(issuer, async (object, { storage }) => {
    const entry = anArea({ division: "210102", reference: "21" }) as unknown as AreaEntry;
    await object.enterAreas([entry], 70, Date.now());
    await storage.deleteAlarm();
  });
  const states: unknown[] = [];
  for (let rings = 0; rings < 3; rings += 1) {
    states.push(await ringOnce(issuer, "SELECT shards, next FROM shard_news"));
    await evictDurableObject(issuer);
  }
  expect(states).toEqual([[{ shards: 70, next: 32 }], [{ shards: 70, next: 64 }], []]);
  const levels = await runInDurableObject(env.PEOPLE.getByName("42/people/69"), (_object, { storage }) =>
    storage.sql.exec("SELECT division FROM county_levels WHERE division = '210102'").toArray(),
  );
  expect(levels.length).toBe(1);
});

/** Longer than the rest between two batches. */
const REST_MS = 150;

test("the alarm decides five persons of a county at a time, and begins again when the level changes meanwhile", async () => {
  const shard = env.PEOPLE.getByName("42/people/70");
  await runInDurableObject(shard, (_object, { storage }) => {
    for (let person = 100; person < 113; person += 1)
      storage.sql.exec("INSERT INTO origins (area, person) VALUES ('220102', ?)", String(person));
  });
  const hear = () =>
    runInDurableObject(shard, async (object, { storage }) => {
      await object.hear({ kind: "areas", areas: [{ division: "220102", periods: [] }] }, Date.now());
      await storage.deleteAlarm();
    });
  const ring = async () => {
    await new Promise((done) => setTimeout(done, REST_MS));
    return ringOnce(shard, "SELECT after FROM area_turns");
  };
  await hear();
  const before = [await ring(), await ring()];
  await hear();
  const after = [await ring(), await ring(), await ring()];
  expect(before).toEqual([[{ after: "104" }], [{ after: "109" }]]);
  expect(after).toEqual([[{ after: "104" }], [{ after: "109" }], []]);
});
