/** New rule sets on the real runtime: shards hear of them in advance, decide all their persons by them soon after midnight in small batches, and no gate waits for that. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { turnDelayMs } from "../../../src/domain/rules/succession.ts";
import { ColourStore } from "../../../src/objects/people/colour/colour-store.ts";
import { Decisions } from "../../../src/objects/people/colour/decisions.ts";
import { Origins } from "../../../src/objects/people/colour/origins.ts";
import { ruleTurnDuty, RuleTurnStore } from "../../../src/objects/people/colour/redecide.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { anOfficer, aRuleSet, aRuleSetProposal, openTrial } from "../officer.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const NOW = Date.parse("2031-03-03T10:00:00+08:00");
const MIDNIGHT = Date.parse("2031-03-04T00:00:00+08:00");
const SHARDS = Array.from({ length: 16 }, (_, shard) => shard);
const shardOf = (issuer: string, shard: number) => env.PEOPLE.getByName(`${issuer}/people/${shard}`);
const YELLOW = { name: "watched", colour: "yellow", cause: null, reason: { zh: "观察", en: "Watched" } };

beforeAll(() => vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
beforeEach(() => vi.setSystemTime(NOW));

/** Two officers propose and approve rules that make everybody yellow from tomorrow on. */
async function approved(): Promise<void> {
  const [first, second] = [await anOfficer(HUBEI, "42"), await anOfficer(HUBEI, "42")];
  const { otherwise } = aRuleSet(1) as { otherwise: object };
  const document = aRuleSet(1, { rows: [], otherwise: { ...otherwise, ...YELLOW } });
  const { id } = await first.visitor.ask<Proposal>("POST", "/api/v1/rule-sets", aRuleSetProposal(document));
  await openTrial(second.visitor, id);
  await second.visitor.ask("POST", `/api/v1/proposals/${id}/approvals`, { note: "已核对" });
}

async function aCollector(): Promise<Visitor> {
  const phone = aPhone();
  const collector = await new Visitor(HUBEI).logIn(phone);
  const self = await collector.bind("陈守诚", aResidentNumber());
  await collector.declare(self);
  await collector.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  const point = aPoint("东门");
  await collector.ask("POST", collector.community("/points"), point);
  await collector.ask("POST", collector.community("/collectors"), { code: (await collector.show(self)).digits });
  await collector.ask("PUT", collector.community("/post"), { pointId: point.id });
  return collector;
}

test("a gate refuses an older code from the first moment of new rules, before the holder's shard has decided", async () => {
  const collector = await aCollector();
  const resident = await new Visitor(HUBEI).logIn(aPhone());
  const person = await resident.bind("尹小满", aResidentNumber());
  await resident.declare(person);
  const { jws, deviceKey } = await resident.show(person);
  await approved();
  const pass = async () => {
    const body = { passes: [{ id: crypto.randomUUID(), code: await liveCode(jws, deviceKey, Date.now()) }] };
    return (await collector.ask<PassesResponse>("POST", collector.community("/passes"), body)).results[0];
  };
  vi.setSystemTime(MIDNIGHT - 1);
  expect(await pass()).toMatchObject({ state: "registered", colour: "green" });
  vi.setSystemTime(MIDNIGHT);
  expect(await pass()).toMatchObject({ state: "refused", refusal: { code: "revoked" } });
  const { digits } = await resident.show(person);
  const body = { passes: [{ id: crypto.randomUUID(), code: digits }] };
  const { results } = await collector.ask<PassesResponse>("POST", collector.community("/passes"), body);
  expect(results).toMatchObject([{ state: "registered", colour: "yellow" }]);
});

test("each shard of every issuer under the approved rules hears of them, and begins at its own moment", async () => {
  const issuer = env.ISSUER.getByName("42/issuer");
  for (let ring = 0; ring < 2; ring += 1) {
    await runInDurableObject(issuer, (object) => ringAlarm(object));
    vi.setSystemTime(Date.now() + 2000);
  }
  const states = await Promise.all(
    ["42", "4201"].flatMap((code) =>
      SHARDS.map((shard) =>
        runInDurableObject(shardOf(code, shard), async (_, { storage }) => ({
          turns: storage.sql.exec<{ at: number }>("SELECT at FROM rule_turns").toArray(),
          isArmed: ((await storage.getAlarm()) ?? Infinity) <= MIDNIGHT + turnDelayMs(shard),
        })),
      ),
    ),
  );
  expect(states).toEqual(Array.from({ length: 32 }, () => ({ turns: [{ at: MIDNIGHT }], isArmed: true })));
  expect(new Set(SHARDS.map(turnDelayMs)).size).toBe(16);
  const left = await runInDurableObject(issuer, (_, { storage }) => storage.sql.exec("SELECT 1 FROM shard_news").toArray());
  expect(left).toEqual([]);
});

/** Writes persons with one decision each into a shard: green by the earlier rules. */
async function fill(shard: ReturnType<typeof shardOf>, persons: number): Promise<void> {
  await runInDurableObject(shard, (_, { storage }) => {
    for (let n = 1; n <= persons; n += 1) {
      const person = n.toString(16).padStart(24, "0");
      const past = { colour: "green", row: "nothing_found", since: NOW, at: NOW, leftRedAt: null, until: null, nextAt: null };
      const body = {
        ...past,
        person,
        before: null,
        ruleSet: "hubei-2021-08",
        version: 1,
        declaration: null,
        facts: [],
        checkIn: null,
      };
      storage.sql.exec("INSERT INTO decisions (seq, body, hash) VALUES (?, ?, 'x')", n, JSON.stringify(body));
      storage.sql.exec("INSERT INTO colours (person, seq) VALUES (?, ?)", person, n);
    }
  });
}

async function turned(shard: ReturnType<typeof shardOf>): Promise<number> {
  const bodies = await runInDurableObject(shard, (_, { storage }) =>
    storage.sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM decisions WHERE json_extract(body, '$.row') = 'watched'").one(),
  );
  return bodies.n;
}

test("a shard decides everybody by the new rules, five per alarm, and continues after a kill, each person once", async () => {
  const shard = shardOf("42", 16);
  await fill(shard, 12);
  await shard.hear({ kind: "rules", at: MIDNIGHT }, NOW);
  const ring = async (at: number) => {
    vi.setSystemTime(at);
    await runDurableObjectAlarm(shard);
    return turned(shard);
  };
  const begins = MIDNIGHT + turnDelayMs(16);
  expect(await ring(begins - 1)).toBe(0);
  expect(await ring(begins)).toBe(5);
  await evictDurableObject(shard);
  expect(await ring(begins + 50)).toBe(10);
  expect(await ring(begins + 100), "it rests between two batches").toBe(10);
  expect(await ring(begins + 150)).toBe(12);
  expect(await ring(begins + 250)).toBe(12);
  const left = await runInDurableObject(shard, (_, { storage }) => storage.sql.exec("SELECT 1 FROM rule_turns").toArray());
  expect(left).toEqual([]);
});

test("a kill between the decisions of a piece and its mark decides nobody twice", async () => {
  const shard = shardOf("42", 17);
  await fill(shard, 5);
  await shard.hear({ kind: "rules", at: MIDNIGHT }, NOW);
  vi.setSystemTime(MIDNIGHT + turnDelayMs(17));
  await runDurableObjectAlarm(shard);
  await shard.hear({ kind: "rules", at: MIDNIGHT }, Date.now());
  await runDurableObjectAlarm(shard);
  expect(await turned(shard)).toBe(5);
});

const broken = () => Promise.reject(new Error("no KV"));

test("a failed read of the rules skips nobody and postpones nobody", async () => {
  const shard = shardOf("42", 18);
  await fill(shard, 10);
  await shard.hear({ kind: "rules", at: MIDNIGHT }, NOW);
  const left = await runInDurableObject(shard, async (_, state) => {
    const { storage } = state;
    const listener = { decided: () => undefined, wake: () => undefined };
    const decisions = new Decisions(state, broken, new Origins(storage, listener.wake), broken, listener);
    const turns = ruleTurnDuty(new RuleTurnStore(storage.sql), new ColourStore(storage.sql), decisions, turnDelayMs(18));
    await expect(turns.run(MIDNIGHT + 60_000)).rejects.toThrow("no KV");
    return [
      storage.sql.exec("SELECT at, cursor FROM rule_turns").toArray(),
      storage.sql.exec("SELECT person FROM colours WHERE next_at IS NOT NULL").toArray(),
    ];
  });
  expect(left).toEqual([[{ at: MIDNIGHT, cursor: "" }], []]);
});

test("the walk over a shard's persons uses their key", async () => {
  const plan = await runInDurableObject(shardOf("42", 0), (_, { storage }) =>
    storage.sql
      .exec<{ detail: string }>("EXPLAIN QUERY PLAN SELECT person FROM colours WHERE person > 'x' ORDER BY person LIMIT 50")
      .toArray()
      .map(({ detail }) => detail),
  );
  expect(plan).toEqual(["SEARCH colours USING PRIMARY KEY (person>?)"]);
});
