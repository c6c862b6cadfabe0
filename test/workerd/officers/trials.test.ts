/** Trial runs of rules on the real runtime: they count the persons of all shards and change none. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { type Trial, trial as trialShape } from "../../../src/contract/rules/trial.ts";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import type { Colour, RuleSet } from "../../../src/domain/rules/rule-set.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import type { TrialOrder, TrialRpc, TrialView } from "../../../src/objects/trial/rpc.ts";
import { aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { anOfficer, aRuleSetProposal } from "../officer.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const SHARDS = 16;
/** A community in another county than COMMUNITY. */
const ELSEWHERE = "420106001001";
const SAID = { zh: "例", en: "An example" };
const object = env.TRIAL.getByName("42/trial");

function outcome(name: string, colour: Exclude<Colour, "none">) {
  return { name, colour, cause: null, reason: SAID, lasts: null, ends: SAID, ask: SAID };
}

/** Rules on trial, under which an unwell person is red instead of yellow. */
const STRICTER: RuleSet = {
  id: "stricter",
  issuer: "42",
  version: 1,
  title: SAID,
  validFrom: "2036-01-01",
  validUntil: null,
  rows: [{ ...outcome("unwell", "red"), when: { var: "health.unwell" } }],
  otherwise: outcome("well", "green"),
};

function anOrder(changes: Partial<TrialOrder> = {}): TrialOrder {
  const by = { person: "a".repeat(24) as PersonKey, maskedPhone: "139*****001" };
  return {
    run: crypto.randomUUID(),
    id: "waiting-1",
    tried: { kind: "rule_set", ruleSet: STRICTER },
    shards: SHARDS,
    by,
    ...changes,
  };
}

async function aResident(temperatureCelsius: number, division = COMMUNITY): Promise<void> {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", aResidentNumber());
  await visitor.declare(person, { temperatureCelsius, addressHere: { division, detail: "3 栋" } });
}

/** Rings the alarm of the trial's object until all shards are counted, and returns the trial. */
async function counted(id = "waiting-1"): Promise<TrialView | null> {
  while (await runDurableObjectAlarm(object));
  return object.view(id, null);
}

/** All rows of all tables in all shards, as text, to compare them before and after a trial. */
async function everything(): Promise<string> {
  const shards = Array.from({ length: SHARDS }, (_, shard) =>
    runInDurableObject(env.PEOPLE.getByName(`42/people/${shard}`), (_object, { storage }) => {
      const tables = storage.sql
        .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
        .toArray();
      return tables.map(({ name }) => [name, storage.sql.exec(`SELECT * FROM ${name}`).toArray()]);
    }),
  );
  return JSON.stringify(await Promise.all(shards));
}

beforeAll(async () => {
  for (let at = 0; at < 5; at += 1) await aResident(38.5);
  await aResident(39, ELSEWHERE);
  await aResident(36.5);
  await aResident(36.5, ELSEWHERE);
  // A person who has not declared, who must not be counted.
  await (await new Visitor(HUBEI).logIn(aPhone())).bind("尹小满", aResidentNumber());
});

test("an officer tries proposed rules, and the other officer sees the changes by colour, row and place, never for few persons", async () => {
  const [first, second] = [await anOfficer(HUBEI, "42"), await anOfficer(HUBEI, "42")].map(({ visitor }) => visitor);
  if (first === undefined || second === undefined) throw new Error("two officers");
  const rules = { ...STRICTER, validFrom: addDays(dateOf(Date.now()), 30) };
  const { id } = await first.ask<Proposal>("POST", "/api/v1/rule-sets", aRuleSetProposal(rules));
  const path = `/api/v1/rule-sets/${id}/trial`;
  expect(await second.refusal("GET", path)).toBe("404 trial_not_found");
  expect(await first.ask<Trial>("POST", path)).toMatchObject({
    state: "running",
    by: (await first.me()).maskedPhone,
    shards: { counted: 0, all: SHARDS },
    result: null,
  });
  await counted();
  const { state, result } = trialShape.parse(await second.ask("GET", path));
  expect([state, result]).toEqual([
    "done",
    {
      colours: [
        { from: "green", to: "green", persons: 2 },
        { from: "yellow", to: "red", persons: 6 },
      ],
      rows: [
        { row: "unwell", persons: 6, changed: 6 },
        { row: "well", persons: 2, changed: 0 },
      ],
      moves: [
        { division: "42", from: "yellow", to: "red", persons: 1 },
        { division: "420106", from: "green", to: "green", persons: 1 },
        { division: "420107", from: "green", to: "green", persons: 1 },
        { division: "420107", from: "yellow", to: "red", persons: 5 },
      ],
    },
  ]);
  const movesIn = async (county: string) => (await second.ask<Trial>("GET", `${path}?county=${county}`)).result?.moves;
  expect(await movesIn("420107")).toEqual([
    { division: "420107", from: "green", to: "green", persons: 1 },
    { division: COMMUNITY, from: "yellow", to: "red", persons: 5 },
  ]);
  expect(await movesIn("420106")).toEqual([{ division: "420106", from: "green", to: "green", persons: 1 }]);
  expect(await second.refusal("GET", `${path}?county=4201`)).toBe("400 bad_request /county");
  const elsewhere = (await anOfficer()).visitor;
  expect(await elsewhere.refusal("POST", path)).toBe("404 rule_set_not_found");
  expect(await elsewhere.refusal("GET", path)).toBe("404 trial_not_found");
  expect(await elsewhere.refusal("DELETE", path)).toBe("404 trial_not_found");
});

test("a run changes no row of any person", async () => {
  const before = await everything();
  await object.start(anOrder(), Date.now());
  expect((await counted())?.run.state).toBe("done");
  expect(await everything()).toBe(before);
});

/** Starts a trial and counts the shards of one alarm only; runs `then` before the object's own alarm can ring. */
function partly(then: (trial: TrialRpc) => TrialView | null = (run) => run.view("waiting-1", null)): Promise<TrialView | null> {
  return runInDurableObject(object, async (trial) => {
    trial.start(anOrder(), Date.now());
    await ringAlarm(trial);
    return then(trial);
  });
}

test("progress is counted in shards, and the counts appear after the last shard", async () => {
  expect(await partly()).toMatchObject({ run: { state: "running", counted: 4, shards: SHARDS }, result: null });
  const done = await counted();
  expect(done?.run).toMatchObject({ state: "done", counted: SHARDS });
  expect(done?.run.finishedAt).toBeGreaterThanOrEqual(done?.run.begunAt ?? Infinity);
});

test("one trial runs at a time; another rule set waits, and the refusal names the running one", async () => {
  await object.start(anOrder(), Date.now());
  expect(await object.start(anOrder({ id: "waiting-2" }), Date.now())).toEqual({
    ok: false,
    refusal: { code: "trial_running", ruleSet: "waiting-1" },
  });
  await counted();
  expect((await object.start(anOrder({ id: "waiting-2" }), Date.now())).ok).toBe(true);
  expect((await counted("waiting-2"))?.run.state).toBe("done");
  expect((await object.view("waiting-1", null))?.run.state).toBe("done");
});

test("a cancelled run stops counting and leaves no counts", async () => {
  const cancelled = { run: { state: "cancelled", counted: 4 }, result: null };
  expect(await partly((trial) => trial.cancel("waiting-1", Date.now()))).toMatchObject(cancelled);
  expect(await counted()).toMatchObject(cancelled);
  const left = await runInDurableObject(object, (_object, { storage }) =>
    storage.sql
      .exec("SELECT 1 FROM moves WHERE id = 'waiting-1' UNION ALL SELECT 1 FROM row_counts WHERE id = 'waiting-1'")
      .toArray(),
  );
  expect(left).toEqual([]);
});

test("a run that was stopped continues where it was, and comes to the same counts", async () => {
  await object.start(anOrder(), Date.now());
  const whole = (await counted())?.result;
  await partly();
  await evictDurableObject(object);
  expect(await counted()).toMatchObject({ run: { state: "done", counted: SHARDS }, result: whole });
});

test("shards with lost counts are counted again, and nobody is counted twice", async () => {
  await object.start(anOrder(), Date.now());
  const first = (await counted())?.result;
  // Two simultaneous alarms count the same shards. The result of one of them must be dropped.
  const twice = await runInDurableObject(object, async (trial) => {
    trial.start(anOrder(), Date.now());
    await Promise.all([ringAlarm(trial), ringAlarm(trial)]);
    return trial.view("waiting-1", null);
  });
  expect(twice?.run.counted).toBe(4);
  expect((await counted())?.result).toEqual(first);
});

test("a person with an unreadable declaration is left out, and delays nobody", async () => {
  for (let shard = 0, broken = 0; broken === 0; shard += 1)
    broken = await runInDurableObject(env.PEOPLE.getByName(`42/people/${shard}`), (_object, { storage }) => {
      const [one] = storage.sql.exec<{ person: string }>(
        "SELECT person FROM declarations WHERE community = ? LIMIT 1",
        COMMUNITY,
      );
      return one === undefined
        ? 0
        : storage.sql.exec("UPDATE declarations SET sealed = 'broken' WHERE person = ?", one.person).rowsWritten;
    });
  await object.start(anOrder(), Date.now());
  const done = await counted();
  expect(done?.run.state).toBe("done");
  expect(done?.result?.rows.reduce((sum, { persons }) => sum + persons, 0)).toBe(7);
});
