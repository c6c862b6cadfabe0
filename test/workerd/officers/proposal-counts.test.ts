/** It is counted how many persons a proposed closure, switch or level turns: both officers read the same figures over HTTP, small groups are not named, and levels wait for the count. Decision 61. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { type Proposal, proposal as proposalShape, type Proposals } from "../../../src/contract/proposal/proposal.ts";
import type { Trial } from "../../../src/contract/rules/trial.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import { migrations } from "../../../src/objects/issuer/migrations.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { migrations as ofTrials } from "../../../src/objects/trial/object.ts";
import { aPhone, aResidentNumber, anArea, COMMUNITY } from "../builders.ts";
import { agreed, anOfficer, aRuleSet, aRuleSetProposal } from "../officer.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { Visitor } from "../visitor.ts";
import { APPROVAL, approve, counted, propose, proposalOf, read, stateAfter } from "./lists.ts";

const HUBEI = "hubei.localhost";
const SHARDS = 16;
/** A community in another county than COMMUNITY. */
const ELSEWHERE = "420106001001";
/** A county that six residents declared; its level turns them. */
const BEFORE = "110101";
const trial = env.TRIAL.getByName("42/trial");
const issuer = env.ISSUER.getByName("42/issuer");
const TODAY = dateOf(Date.now());

let first: Visitor;
let second: Visitor;

async function aResident(changes: Readonly<Record<string, unknown>>, division = COMMUNITY): Promise<void> {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", aResidentNumber());
  await visitor.declare(person, { ...changes, addressHere: { division, detail: "3 栋" } });
}

const closureOf = (division: string, from = new Date().toISOString()) => ({
  kind: "closed_management",
  division,
  from,
  until: null,
});

const proposeOne = (change: object) => first.ask<Proposal>("POST", "/api/v1/proposals", proposalOf(change));

/** The count of a proposal as an officer reads it in the list. */
async function countOf(officer: Visitor, id: string): Promise<Proposal["count"]> {
  const { proposals } = await officer.ask<Proposals>("GET", "/api/v1/proposals");
  const found = proposals.find((one) => one.id === id);
  return found && proposalShape.parse(found).count;
}

/** The figures of a proposal after the count has ended; both officers read the same ones. */
async function figuresOf({ id }: Proposal) {
  await counted("42");
  const count = await countOf(second, id);
  expect(await countOf(first, id)).toEqual(count);
  expect(count?.shards).toEqual({ counted: SHARDS, all: SHARDS });
  if (count?.result === undefined || count.result === null) throw new Error("the count has no result");
  const { persons, turns, places } = count.result;
  return { of: count.of, persons, turns, places };
}

const presentPlace = { division: BEFORE };
const arriving = { category: "arriving", presentPlace, plannedArrival: addDays(TODAY, 3) };

const SAID = { zh: "例", en: "An example" };
const outcome = { cause: null, reason: SAID, lasts: null, ends: SAID, ask: SAID };

/** Rules by which the level of a declared place matters, and a fever. */
const RULES = {
  id: "by-origin",
  issuer: "42",
  version: 1,
  title: SAID,
  validFrom: "2022-01-01",
  validUntil: null,
  rows: [
    { ...outcome, name: "high", colour: "red", when: { "===": [{ var: "declaration.originRisk" }, "high"] } },
    { ...outcome, name: "unwell", colour: "yellow", when: { var: "health.unwell" } },
  ],
  otherwise: { ...outcome, name: "well", colour: "green" },
};

beforeAll(async () => {
  await runInDurableObject(issuer, (_, { storage }) =>
    storage.sql
      .exec("INSERT INTO rule_sets (proposal, approved_at, body) VALUES ('rules', 1, ?)", JSON.stringify(RULES))
      .toArray(),
  );
  await env.PUBLISHED.put("rule-sets/42", JSON.stringify([RULES]));
  [first, second] = [(await anOfficer(HUBEI, "42")).visitor, (await anOfficer(HUBEI, "42")).visitor];
  for (let at = 0; at < 6; at += 1) await aResident({ temperatureCelsius: 36.5, ...arriving });
  for (let at = 0; at < 2; at += 1) await aResident({ temperatureCelsius: 38.5 });
  await aResident({ temperatureCelsius: 36.5 }, ELSEWHERE);
  // A person who has not declared, who must not be counted.
  await (await new Visitor(HUBEI).logIn(aPhone())).bind("尹小满", aResidentNumber());
});

test("a switch turns everybody, without naming few; a closure is compared with what is shown when both hold", async () => {
  const places = [
    { division: "42", persons: 3 },
    { division: "420107", persons: 6 },
  ];
  const off = { kind: "colours_switch", from: new Date(Date.now() + 86_400_000).toISOString() };
  // Seven persons are green and two yellow: the two would be recognised, and so would they beside the seven of nine.
  expect(await figuresOf(await proposeOne(off))).toEqual({
    of: "shown",
    persons: 9,
    turns: [{ from: null, to: "none", persons: 9 }],
    places,
  });
  await agreed(first, second, { change: off });
  const closure = await proposeOne(closureOf("420107"));
  expect(closure.count).toEqual({ of: "shown", shards: { counted: 0, all: SHARDS }, result: null });
  expect((await figuresOf(closure)).persons).toBe(8);
  const on = { kind: "colours_switch", from: "2020-02-29T00:00:00.000Z" };
  expect(await figuresOf(await proposeOne(on))).toEqual({
    of: "shown",
    persons: 9,
    turns: [{ from: "none", to: null, persons: 9 }],
    places,
  });
  await agreed(first, second, { change: on });
});

test("a closure turns the persons of its division to grey, and its end turns them back", async () => {
  const county = await figuresOf(await proposeOne(closureOf("420107")));
  expect(county).toEqual({
    of: "shown",
    persons: 8,
    turns: [{ from: null, to: "grey", persons: 8 }],
    places: [
      { division: "42", persons: 2 },
      { division: "420107", persons: 6 },
    ],
  });
  // One that begins later is compared at its beginning.
  const later = new Date(Date.now() + 86_400_000).toISOString();
  expect(await figuresOf(await proposeOne(closureOf("420107", later)))).toEqual(county);
  expect((await figuresOf(await proposeOne(closureOf(ELSEWHERE)))).turns).toEqual([{ from: null, to: "grey", persons: 1 }]);
  const from = "2020-02-11T00:00:00.000Z";
  await agreed(first, second, { change: closureOf("420107", from) });
  // A closure within a closed county turns nobody.
  expect((await figuresOf(await proposeOne(closureOf(COMMUNITY)))).persons).toBe(0);
  const end = await proposeOne({ ...closureOf("420107", from), until: new Date().toISOString() });
  expect((await figuresOf(end)).turns).toEqual([{ from: "grey", to: null, persons: 8 }]);
  await approve(second, end);
});

test("an urgent closure is approved while it is still being counted, and the count goes on", async () => {
  const from = "2020-02-11T00:00:00.000Z";
  const { id } = await proposeOne(closureOf(ELSEWHERE, from));
  const approved = await second.ask<Proposal>("POST", `/api/v1/proposals/${id}/approvals`, APPROVAL);
  expect(approved).toMatchObject({ state: "approved", count: { result: null } });
  await counted("42");
  expect((await countOf(second, id))?.result?.persons).toBe(1);
  await agreed(first, second, { change: { ...closureOf(ELSEWHERE, from), until: new Date().toISOString() } });
});

test("a level waits for the count: until then its approval is refused, its refusal is not, and both officers read the figures", async () => {
  const entry = anArea({ division: BEFORE, source: "42", level: "high" });
  const level = await proposeOne({ kind: "area_entry", entry });
  const approval = `/api/v1/proposals/${level.id}/approvals`;
  expect(await second.refusal("POST", approval, APPROVAL)).toBe("409 count_running");
  expect(await figuresOf(level)).toEqual({
    of: "decided",
    persons: 6,
    turns: [{ from: "green", to: "red", persons: 6 }],
    places: [{ division: "420107", persons: 6 }],
  });
  const refused = await proposeOne({ kind: "area_entry", entry: { ...entry, division: "110102" } });
  const { state, count } = await second.ask<Proposal>("POST", `/api/v1/proposals/${refused.id}/refusals`, APPROVAL);
  expect([state, count]).toEqual(["refused", undefined]);
  await second.ask("POST", approval, APPROVAL);
});

test("a file of levels is counted as a whole, each county by the first day on which its level is another one", async () => {
  await aResident({ ...arriving, presentPlace: { division: "11" }, temperatureCelsius: 36.5 });
  const lines = [
    anArea({ division: BEFORE, source: "42", level: "low" }),
    anArea({ division: "110102", source: "42", from: addDays(TODAY, 5) }),
  ];
  const { file } = await read(first, lines.map((line) => JSON.stringify(line)).join("\n"), { list: "areas", format: "ndjson" });
  const list = await propose(first, file, "areas");
  await second.ask("GET", `/api/v1/areas/${file}/reading`);
  expect(await second.refusal("POST", `/api/v1/proposals/${list.id}/approvals`, APPROVAL)).toBe("409 count_running");
  // The seventh resident names the whole province, in which another county gets a high level.
  expect((await figuresOf(list)).turns).toEqual([{ from: "red", to: "green", persons: 6 }]);
  await approve(second, list);
  await stateAfter(first, file, ["done"], { list: "areas" });
  // Taking the file back brings the high level back, and need not wait for its count.
  const back = await proposeOne({ kind: "list_withdrawal", id: list.id });
  expect((await figuresOf(back)).turns).toEqual([{ from: "green", to: "red", persons: 6 }]);
  const again = await proposeOne({ kind: "list_withdrawal", id: list.id });
  await second.ask("POST", `/api/v1/proposals/${again.id}/approvals`, APPROVAL);
});

/** Calls the trial's alarm once, before the object's own alarm can ring. */
const step = () => runInDurableObject(trial, (object) => ringAlarm(object));

test("a count goes before the trial of a rule set, which goes on by itself afterwards", async () => {
  const rules = aRuleSet(30);
  const { id } = await first.ask<Proposal>("POST", "/api/v1/rule-sets", aRuleSetProposal(rules));
  const path = `/api/v1/rule-sets/${id}/trial`;
  await first.ask("POST", path);
  const closure = await proposeOne(closureOf("420107"));
  // The route of trials knows nothing of the count, and cannot end it.
  expect(await first.refusal("DELETE", `/api/v1/rule-sets/${closure.id}/trial`)).toBe("404 trial_not_found");
  const before = (await first.ask<Trial>("GET", path)).shards.counted;
  while ((await countOf(second, closure.id))?.result === null) await step();
  const after = await first.ask<Trial>("GET", path);
  expect(after.shards.counted - before).toBeLessThanOrEqual(4);
  await counted("42");
  expect((await first.ask<Trial>("GET", path)).state).toBe("done");
});

test("a count that was stopped continues where it was and counts nobody twice", async () => {
  const closure = await proposeOne(closureOf("42"));
  await step();
  await evictDurableObject(trial);
  expect((await figuresOf(closure)).persons).toBe(10);
});

test("a proposal that waited at the upgrade is counted, a decided one is not, and runs of the earlier release stay trials of rule sets", async () => {
  const officer = { person: "a".repeat(24), maskedPhone: "139*****001" };
  const closure = { ...closureOf("110101"), from: Date.now() };
  const withdrawal = { kind: "list_withdrawal", id: "list" };
  const changes: Readonly<Record<string, object>> = {
    waits: closure,
    decided: closure,
    "of-areas": { ...withdrawal, list: "areas" },
    "of-facts": { ...withdrawal, list: "facts" },
  };
  const other = env.ISSUER.getByName("11/issuer");
  const ids = await runInDurableObject(other, async (_, { storage }) => {
    await storage.deleteAlarm();
    await storage.deleteAll();
    migrate(
      storage,
      migrations.slice(
        0,
        migrations.findIndex((text) => text.includes("count_orders")),
      ),
    );
    for (const [id, change] of Object.entries(changes)) {
      const proposal = { id, at: Date.now(), by: officer, change, reason: "outbreak", evidence: "1", decision: null };
      const row = [id, Date.now(), id === "decided" ? 1 : 0, JSON.stringify(proposal)];
      storage.sql.exec("INSERT INTO proposals (id, at, decided, body) VALUES (?, ?, ?, ?)", ...row);
    }
    migrate(storage, migrations);
    return storage.sql.exec("SELECT id FROM count_orders ORDER BY id").toArray();
  });
  expect(ids).toEqual([{ id: "of-areas" }, { id: "waits" }]);
  const earlier = env.TRIAL.getByName("11/trial");
  await earlier.counts([]);
  await runInDurableObject(earlier, async (_, { storage }) => {
    await storage.deleteAll();
    migrate(
      storage,
      ofTrials.slice(
        0,
        ofTrials.findIndex((text) => text.includes("ADD COLUMN kind")),
      ),
    );
    storage.sql.exec(
      `INSERT INTO runs (id, run, shards, officer, rule_set, state, begun_at, finished_at, counted)
       VALUES ('old', 'run', 1, ?, ?, 'done', 1, 2, 1)`,
      JSON.stringify(officer),
      JSON.stringify(aRuleSet(30)),
    );
  });
  await evictDurableObject(earlier);
  expect(await earlier.view("old", null)).toMatchObject({ run: { kind: "rule_set", state: "done" }, result: { colours: [] } });
});

test("an order to count that was lost on the way is repeated", async () => {
  const { id } = await proposeOne(closureOf("420107", new Date(Date.now() - 1000).toISOString()));
  await runInDurableObject(trial, (_, { storage }) => storage.sql.exec("DELETE FROM runs WHERE id = ?", id).rowsWritten);
  await runInDurableObject(
    issuer,
    (_, { storage }) => storage.sql.exec("INSERT INTO count_orders (id) VALUES (?)", id).rowsWritten,
  );
  await evictDurableObject(issuer);
  await issuer.areas(Date.now());
  await runDurableObjectAlarm(issuer);
  await counted("42");
  expect((await countOf(first, id))?.result?.persons).toBe(9);
});
