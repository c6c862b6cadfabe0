/** New rule sets on the real runtime: proposed whole, approved by a second officer, in force on their day, and withdrawn only before it. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { Proposal, Proposals } from "../../../src/contract/proposal/proposal.ts";
import type { ProposedRuleSet, RuleSets } from "../../../src/contract/rules/rule-set.ts";
import { addDays, dayNumberOf, startOfDay, dateOf } from "../../../src/domain/china-time.ts";
import { RULE_SET_LEAD_MS } from "../../../src/domain/rules/succession.ts";
import { REFUSED } from "../../support/refused-rule-sets.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { anOfficer, aRuleSet, aRuleSetProposal, openTrial } from "../officer.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { manualChanges } from "../manual-changes.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const PATH = "/api/v1/rule-sets";
const NOTE = { note: "已逐行核对" };

let first: Visitor;
let second: Visitor;

/** The time of the fixed clock, so that no midnight falls into the test. */
const NOW = Date.parse("2031-03-03T10:00:00+08:00");

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  first = (await anOfficer(HUBEI, "42")).visitor;
  second = (await anOfficer(HUBEI, "42")).visitor;
});
afterEach(() => vi.setSystemTime(NOW));

const propose = (ruleSet: unknown) => first.ask<Proposal>("POST", PATH, aRuleSetProposal(ruleSet));
async function approve(by: Visitor, { id, change }: Pick<Proposal, "id" | "change">): Promise<string> {
  if (change.kind === "rule_set") await openTrial(by, id);
  return by.refusal("POST", `/api/v1/proposals/${id}/approvals`, NOTE);
}
const setOf = async (id: string, host = HUBEI) =>
  (await new Visitor(host).ask<RuleSets>("GET", PATH)).ruleSets.find((each) => each.id === id);

/** Moves the clock to `ms` after the beginning of a day in China, `days` days after NOW's day. */
function onDay(days: number, ms = 0): void {
  vi.setSystemTime(startOfDay(dayNumberOf(addDays(dateOf(NOW), days))) + ms);
}

async function aResident(host = HUBEI) {
  const visitor = await new Visitor(host).logIn(aPhone());
  const person = await visitor.bind("尹小满", aResidentNumber());
  await visitor.declare(person);
  return () => visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
}

function withdrawal(approved: string) {
  return { change: { kind: "rule_set_withdrawal", approved }, reason: "wrong_data", evidence: "通告作废" };
}
const proposeWithdrawal = (approved: string) => first.ask<Proposal>("POST", "/api/v1/proposals", withdrawal(approved));

test("a rule set that two officers agreed on holds from its day for everybody, and a person's colour names it", async () => {
  const [resident, citizen] = [await aResident(), await aResident("wuhan.localhost")];
  const { otherwise } = aRuleSet(2) as { otherwise: object };
  const reason = { zh: "按新规则未发现异常", en: "Nothing was found by the new rules" };
  const proposed = await propose(aRuleSet(2, { otherwise: { ...otherwise, name: "nothing_new", reason } }));
  expect(await setOf("from-day-2")).toBeUndefined();
  expect(await approve(second, proposed)).toBe("200");
  expect([(await setOf("hubei-2021-08"))?.endsOn, (await setOf("from-day-2"))?.state]).toEqual([
    addDays(dateOf(Date.now()), 2),
    "coming",
  ]);
  onDay(2, -1);
  expect((await resident()).ruleSet.id).toBe("hubei-2021-08");
  onDay(2);
  expect(await resident()).toMatchObject({
    colour: "green",
    row: "nothing_new",
    reason,
    ruleSet: { id: "from-day-2", version: 1 },
  });
  expect((await citizen()).ruleSet.id).toBe("from-day-2");
  expect((await setOf("hubei-2021-08"))?.state).toBe("over");
  // When the clock is set back, the later rules stay for persons whom they have already decided.
  onDay(1);
  expect((await resident()).ruleSet.id).toBe("from-day-2");
});

test("one officer alone adopts no rule set, and two officers adopt the same one only once", async () => {
  const proposed = await propose(aRuleSet(10));
  expect(await approve(first, proposed)).toBe("409 same_officer");
  expect(await setOf("from-day-10")).toBeUndefined();
});

test("nobody approves rules whose trial they have not opened, also after another officer has; a new trial is opened again", async () => {
  const { id } = await propose(aRuleSet(13));
  const approval = () => second.refusal("POST", `/api/v1/proposals/${id}/approvals`, NOTE);
  expect(await approval()).toBe("409 trial_not_opened");
  await openTrial(first, id);
  expect(await approval()).toBe("409 trial_not_opened");
  await second.ask("GET", `${PATH}/${id}/trial`);
  await first.ask("POST", `${PATH}/${id}/trial`);
  expect(await approval()).toBe("409 trial_not_opened");
  await first.ask("DELETE", `${PATH}/${id}/trial`);
  await second.ask("GET", `${PATH}/${id}/trial`);
  expect(await approval()).toBe("409 trial_not_opened");
  await openTrial(second, id);
  expect(await second.refusal("POST", `/api/v1/proposals/${id}/refusals`, NOTE)).toBe("200");
});

test("the deciding officer sees the whole document, and it stays as it was proposed", async () => {
  const document = aRuleSet(11);
  const { id } = await propose(document);
  const { proposal, ruleSet } = await second.ask<ProposedRuleSet>("GET", `${PATH}/${id}`);
  expect(ruleSet).toEqual(document);
  expect(proposal).toMatchObject({
    id,
    mine: false,
    state: "waiting",
    change: { kind: "rule_set", ruleSet: { id: "from-day-11" } },
  });
  const { proposals } = await second.ask<Proposals>("GET", "/api/v1/proposals");
  expect(proposals.find((each) => each.id === id)?.change).toEqual(proposal.change);
});

test("a refused rule set never holds", async () => {
  const { id } = await propose(aRuleSet(12));
  await second.ask("POST", `/api/v1/proposals/${id}/refusals`, { note: "缺少依据" });
  expect(await setOf("from-day-12")).toBeUndefined();
});

test("the second of two proposals for the same day is refused at its approval", async () => {
  const [one, other] = [await propose(aRuleSet(20)), await propose(aRuleSet(20, { id: "other" }))];
  expect([await approve(second, one), await approve(second, other)]).toEqual(["200", "422 validity_overlap"]);
});

test("a proposal too close to its first day is not approved", async () => {
  const proposed = await propose(aRuleSet(3));
  onDay(3, -RULE_SET_LEAD_MS + 1);
  expect(await approve(second, proposed)).toBe("422 validity_too_soon");
});

test("two officers take an approved rule set back before it begins, and the earlier one continues", async () => {
  const taken = await propose(aRuleSet(40));
  await approve(second, taken);
  const before = await setOf("from-day-20");
  expect(before?.endsOn).toBe(addDays(dateOf(Date.now()), 40));
  expect(await approve(second, await proposeWithdrawal(taken.id))).toBe("200");
  expect([await setOf("from-day-40"), (await setOf("from-day-20"))?.endsOn]).toEqual([undefined, null]);
  expect(await first.refusal("POST", "/api/v1/proposals", withdrawal(taken.id))).toBe("404 rule_set_not_found");
});

test("a rule set in force cannot be taken back", async () => {
  const begun = await propose(aRuleSet(4, { validUntil: addDays(dateOf(Date.now()), 6) }));
  await approve(second, begun);
  const proposed = await proposeWithdrawal(begun.id);
  onDay(4);
  expect(await approve(second, proposed)).toBe("409 rule_set_begun");
});

test("the alarm publishes rule sets again that KV lost", async () => {
  const issuer = env.ISSUER.getByName("42/issuer");
  await env.PUBLISHED.delete("rule-sets/42");
  // After a restart the object publishes the rule sets again that KV has lost.
  await evictDurableObject(issuer);
  await runInDurableObject(issuer, (object) => ringAlarm(object));
  const published = (await env.PUBLISHED.get<{ id: string }[]>("rule-sets/42", "json")) ?? [];
  expect(published.map(({ id }) => id).toSorted()).toEqual(["from-day-2", "from-day-20", "from-day-4"]);
});

test("the public count of the month has the new rule sets", async () => {
  const month = dateOf(Date.now()).slice(0, 7);
  const changes = await manualChanges();
  expect(changes.filter((each) => each.month === month).map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
    "rule_set_withdrawal wrong_data",
    "rule_set unified_standard",
  ]);
});

test.for(REFUSED)("a rule set is refused unless it $description", async ({ ruleSet, refusal }) => {
  expect(await first.refusal("POST", PATH, aRuleSetProposal(ruleSet))).toBe(`422 ${refusal.code} /ruleSet${refusal.field}`);
});

test.for<readonly [string, () => unknown, string]>([
  ["another issuer's", () => aRuleSetProposal(aRuleSet(50, { issuer: "4201" })), "422 other_issuer /ruleSet/issuer"],
  ["one of yesterday", () => aRuleSetProposal(aRuleSet(-1)), "422 validity_too_soon /ruleSet/validFrom"],
  ["one of today", () => aRuleSetProposal(aRuleSet(0)), "422 validity_too_soon /ruleSet/validFrom"],
  ["one beside another", () => aRuleSetProposal(aRuleSet(20, { id: "new" })), "422 validity_overlap /ruleSet/validFrom"],
  ["the version that holds", () => aRuleSetProposal(aRuleSet(50, { id: "hubei-2021-08" })), "422 wrong_value /ruleSet/version"],
  ["a reason outside the list", () => aRuleSetProposal(aRuleSet(50), { reason: "order" }), "422 reason_not_health /reason"],
  ["no evidence", () => aRuleSetProposal(aRuleSet(50), { evidence: "" }), "400 bad_request /evidence"],
  ["a field too many", () => aRuleSetProposal(aRuleSet(50), { colour: "red" }), "400 bad_request /colour"],
  ["one of 64 KB", () => aRuleSetProposal(aRuleSet(50, { rows: "x".repeat(65_536) })), "413 body_too_large"],
])("%s is refused", async ([, body, refusal]) => {
  expect(await first.refusal("POST", PATH, body())).toBe(refusal);
});

test("the withdrawal of an unknown rule set is refused", async () => {
  const about = withdrawal("AAAAAAAAAAAA");
  expect(await first.refusal("POST", "/api/v1/proposals", about)).toBe("404 rule_set_not_found /change/approved");
  expect(await first.refusal("GET", `${PATH}/AAAAAAAAAAAA`)).toBe("404 rule_set_not_found");
});
