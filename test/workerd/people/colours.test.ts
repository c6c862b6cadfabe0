/** Colours on the real runtime: decided at the declaration, explained to the person, contained in the code, read from the shard at a gate, and recorded in a chain. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { DecisionRow } from "../../../src/objects/people/colour/colour-store.ts";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { following } from "../objects/chains.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const SHARDS = 16;

async function aResident(host: string, changes: Readonly<Record<string, unknown>> = {}) {
  const visitor = await new Visitor(host).logIn(aPhone());
  const person = await visitor.bind("尹小满", aResidentNumber());
  const { at } = await visitor.declare(person, changes);
  return { visitor, person, declaredAt: at };
}

function colourOf(visitor: Visitor, { id }: Person): Promise<PersonColour> {
  return visitor.ask("GET", `/api/v1/people/${id}/colour`);
}

function carried(jws: string): string {
  const read = readCredential(jws);
  return read.ok ? read.value.claims.colour : read.refusal.code;
}

/** One list per shard: its decisions with their hashes, in the order of the chain. */
async function chains(issuer: string) {
  return Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      runInDurableObject(env.PEOPLE.getByName(`${issuer}/people/${shard}`), (_object, { storage }) =>
        storage.sql
          .exec<{ seq: number; body: string; hash: string }>("SELECT seq, body, hash FROM decisions ORDER BY seq")
          .toArray(),
      ),
    ),
  );
}

async function decisionsFor(issuer: string, shape: (row: DecisionRow) => boolean): Promise<readonly DecisionRow[]> {
  return (await chains(issuer)).flat().flatMap(({ body }) => {
    const row = JSON.parse(body) as DecisionRow;
    return shape(row) ? [row] : [];
  });
}

test("a resident of Hubei with a healthy declaration is green, and sees the reason, the time and the contact", async () => {
  const { visitor, person, declaredAt } = await aResident(HUBEI);
  expect(await colourOf(visitor, person)).toEqual({
    colour: "green",
    row: "nothing_found",
    reason: { zh: "未发现异常", en: "Nothing was found" },
    since: declaredAt,
    until: null,
    ends: { zh: "列入管理名单或发热", en: "An entry in a list, or fever" },
    ask: { zh: "所在社区（村），或拨打 12345", en: "Your community or village, or telephone 12345" },
    checkIn: null,
    appeal: null,
    ruleSet: { id: "hubei-2021-08", version: 1 },
  });
});

test("a fever of 37.3 is yellow at once, and a later normal temperature does not end it", async () => {
  const { visitor, person, declaredAt } = await aResident(HUBEI, { temperatureCelsius: 37.3 });
  const first = await colourOf(visitor, person);
  await visitor.declare(person);
  const second = await colourOf(visitor, person);
  expect([first, second].map(({ colour, row, since }) => ({ colour, row, since }))).toEqual([
    { colour: "yellow", row: "measured_fever", since: declaredAt },
    { colour: "yellow", row: "measured_fever", since: declaredAt },
  ]);
});

test("a person without a declaration has no colour", async () => {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", aResidentNumber());
  expect(await visitor.refusal("GET", `/api/v1/people/${person.id}/colour`)).toBe("409 not_declared");
});

test("a code carries the decided colour", async () => {
  const well = await aResident(HUBEI);
  const ill = await aResident(HUBEI, { temperatureCelsius: 38.2 });
  expect(carried((await well.visitor.show(well.person)).jws)).toBe("green");
  expect(carried((await ill.visitor.show(ill.person)).jws)).toBe("yellow");
});

test("Wuhan shows no colours until its switch, and decides them by the province's rules from the beginning", async () => {
  const { visitor, person } = await aResident("wuhan.localhost", { temperatureCelsius: 38.9 });
  const { colour, row, until, ruleSet } = await colourOf(visitor, person);
  expect({ colour, row, until, ruleSet: ruleSet.id }).toEqual({
    colour: "none",
    row: "colourless",
    until: null,
    ruleSet: "hubei-2021-08",
  });
  expect(carried((await visitor.show(person)).jws)).toBe("none");
  expect((await decisionsFor("4201", ({ colour: decided }) => decided === "yellow")).length).toBe(1);
});

test("a changed colour revokes the older code at the home gate at once; the new code registers the new colour", async () => {
  const { visitor: resident, person } = await aResident(HUBEI);
  const shown = await resident.show(person);
  const phone = aPhone();
  const collector = await new Visitor(HUBEI).logIn(phone);
  await collector.bind("陈守诚", aResidentNumber());
  await collector.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  const point = aPoint("东门");
  await collector.ask("POST", collector.community("/points"), point);
  const self = (await collector.me()).people[0];
  if (self === undefined) throw new Error("nobody");
  await collector.declare(self);
  await collector.ask("POST", collector.community("/collectors"), { code: (await collector.show(self)).digits });
  await collector.ask("PUT", collector.community("/post"), { pointId: point.id });
  await resident.declare(person, { temperatureCelsius: 39.1 });
  const { results } = await collector.ask<PassesResponse>("POST", collector.community("/passes"), {
    passes: [{ id: crypto.randomUUID(), code: shown.digits }],
  });
  expect(results).toMatchObject([{ state: "refused", refusal: { code: "revoked" } }]);
  const { digits } = await resident.show(person);
  const again = await collector.ask<PassesResponse>("POST", collector.community("/passes"), {
    passes: [{ id: crypto.randomUUID(), code: digits }],
  });
  expect(again.results).toMatchObject([{ state: "registered", colour: "yellow" }]);
});

test("a repeated declaration decides once", async () => {
  const { visitor, person } = await aResident(HUBEI);
  const id = crypto.randomUUID();
  await visitor.declare(person, { id });
  const before = (await chains("42")).flat().length;
  await visitor.declare(person, { id });
  expect((await chains("42")).flat().length).toBe(before);
});

test("simultaneous declarations each decide, one after the other, in one chain", async () => {
  const { visitor, person } = await aResident(HUBEI);
  await Promise.all([37.1, 36.2, 36.9].map((temperatureCelsius) => visitor.declare(person, { temperatureCelsius })));
  const { people } = await visitor.me();
  expect(people[0]?.declaration?.n).toBe(4);
  const last = (await decisionsFor("42", ({ declaration }) => declaration === 4)).at(-1);
  const earlier = await decisionsFor("42", ({ person: key }) => key === last?.person);
  expect(earlier.map(({ declaration }) => declaration)).toEqual([1, 2, 3, 4]);
});

test("the decisions of each shard follow the formula of their chain", async () => {
  await aResident(HUBEI);
  const counts = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) => following(env.PEOPLE.getByName(`42/people/${shard}`), "decisions")),
  );
  expect(counts.map((numbers) => numbers.length)).toEqual((await chains("42")).map((chain) => chain.length));
});

test.for(["UPDATE decisions SET body = '{}' WHERE seq = 1", "DELETE FROM decisions"])(
  "the database refuses: %s",
  async (statement) => {
    await aResident(HUBEI);
    const [shard] = await placeOf(await newest());
    await runInDurableObject(shard, (_object, { storage }) => {
      expect(() => storage.sql.exec(statement)).toThrow("decisions are append-only");
    });
  },
);

test("a person who declared before there were decisions has a colour at the first request", async () => {
  const { visitor, person } = await aResident(HUBEI, { temperatureCelsius: 38.0 });
  const [shard, seq] = await placeOf(await newest());
  await runInDurableObject(shard, (_object, { storage }) => storage.sql.exec("DELETE FROM colours WHERE seq = ?", seq).toArray());
  const { colour, row } = await colourOf(visitor, person);
  expect({ colour, row }).toEqual({ colour: "yellow", row: "measured_fever" });
  expect(carried((await visitor.show(person)).jws)).toBe("yellow");
});

test("a decision names its sources and repeats nothing of the declaration", async () => {
  const { visitor, person } = await aResident(HUBEI, { temperatureCelsius: 38.4, symptoms: ["cough"] });
  await visitor.declare(person, { temperatureCelsius: 38.5 });
  const [second] = (await decisionsFor("42", ({ declaration, row }) => declaration === 2 && row === "measured_fever")).slice(-1);
  expect(Object.keys(second ?? {}).toSorted()).toEqual([
    "at",
    "before",
    "checkIn",
    "colour",
    "declaration",
    "facts",
    "leftRedAt",
    "nextAt",
    "originRisk",
    "person",
    "row",
    "ruleSet",
    "since",
    "until",
    "version",
  ]);
});

test("the alarm decides a colour at its next moment, for that person and nobody else", async () => {
  const { visitor, person } = await aResident(HUBEI);
  await aResident(HUBEI);
  const { since } = await colourOf(visitor, person);
  const before = (await chains("42")).flat();
  const [shard, seq] = await placeOf(since);
  await runInDurableObject(shard, (_object, { storage }) => {
    // Makes the next change of this colour due now.
    const past = Date.now() - 1000;
    storage.sql.exec("UPDATE colours SET next_at = ? WHERE seq = ?", past, seq);
    return storage.setAlarm(past);
  });
  await runDurableObjectAlarm(shard);
  const after = (await chains("42")).flat().filter(({ hash }) => !before.some((link) => link.hash === hash));
  const decided = after.map(({ body }) => JSON.parse(body) as DecisionRow);
  expect(decided.map(({ colour, before: first, nextAt }) => ({ colour, before: first, nextAt }))).toEqual([
    { colour: "green", before: seq, nextAt: null },
  ]);
});

/** The shard that has the decision made at this time, and the decision's number there. */
async function placeOf(at: string) {
  const places = (await chains("42")).flatMap((chain, shard) =>
    chain.flatMap(({ seq, body }) => ((JSON.parse(body) as DecisionRow).at === Date.parse(at) ? [[shard, seq] as const] : [])),
  );
  const [place] = places;
  if (place === undefined) throw new Error(at);
  return [env.PEOPLE.getByName(`42/people/${place[0]}`), place[1]] as const;
}

test("the next turn, a person's latest decision and the end of the chain are searched by index", async () => {
  await aResident(HUBEI);
  const [shard] = await placeOf(await newest());
  const plans = await runInDurableObject(shard, (_object, { storage: { sql } }) => {
    const planOf = (statement: string) =>
      sql
        .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)
        .toArray()
        .map(({ detail }) => detail);
    const head = sql.exec("SELECT seq, hash FROM decisions ORDER BY seq DESC LIMIT 1");
    head.toArray();
    return {
      nextTurn: planOf("SELECT MIN(next_at) AS at FROM colours WHERE next_at IS NOT NULL"),
      turned: planOf("SELECT person FROM colours WHERE next_at <= 1 ORDER BY next_at LIMIT 50"),
      latest: planOf(
        "SELECT decisions.seq, next_at AS nextAt, body FROM colours JOIN decisions ON decisions.seq = colours.seq WHERE person = 'x'",
      ),
      rowsReadForHead: head.rowsRead,
    };
  });
  expect(plans).toEqual({
    nextTurn: ["SEARCH colours USING COVERING INDEX colours_next (next_at>?)"],
    turned: ["SEARCH colours USING COVERING INDEX colours_next (next_at<?)"],
    latest: ["SEARCH colours USING PRIMARY KEY (person=?)", "SEARCH decisions USING INTEGER PRIMARY KEY (rowid=?)"],
    rowsReadForHead: 1,
  });
});

async function newest(): Promise<string> {
  const moments = (await decisionsFor("42", () => true)).map(({ at }) => at);
  return new Date(Math.max(...moments)).toISOString();
}
