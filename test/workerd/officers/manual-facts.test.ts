/** Manual facts: one officer proposes to enter or withdraw an entry of one person, another approves, and the colour follows. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { agreed, anOfficer, aProposal } from "../officer.ts";
import { manualChanges } from "../manual-changes.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const PATH = "/api/v1/proposals";
const TODAY = dateOf(Date.now());

let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  ({ visitor: first } = await anOfficer(HUBEI, "42"));
  ({ visitor: second } = await anOfficer(HUBEI, "42"));
});

async function aResident(number = aResidentNumber()) {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person);
  return { visitor, person, number };
}

async function colourOf({ visitor, person }: { readonly visitor: Visitor; readonly person: Person }): Promise<string> {
  const { colour, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
  return `${colour} ${row}`;
}

const name = { kind: "close_contact", source: "420107", reference: "7-31" };
const entry = (number: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  change: {
    kind: "fact_entry",
    document: { type: "10", number },
    fact: { ...name, from: TODAY, until: addDays(TODAY, 14), ...changes },
  },
  reason: "diagnosis",
  evidence: "流调报告第 31 号",
});
const withdrawal = (number: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  change: { kind: "fact_withdrawal", document: { type: "10", number }, fact: { ...name, ...changes } },
  reason: "wrong_data",
  evidence: "复核记录第 8 号",
});
const propose = (body: Readonly<Record<string, unknown>>) => first.ask<Proposal>("POST", PATH, aProposal(body));
const approve = (id: string, by = second) => by.refusal("POST", `${PATH}/${id}/approvals`, { note: "已核对" });

test("a manual entry changes the person's colour after a second officer's approval, and its withdrawal changes it again", async () => {
  const resident = await aResident();
  const { id, change } = await propose(entry(resident.number));
  expect(change).toEqual({
    kind: "fact_entry",
    about: { maskedName: "尹**", maskedDocument: `42**************${resident.number.slice(-2)}` },
    fact: { ...name, from: TODAY, until: addDays(TODAY, 14) },
    effect: { from: "green", to: "red" },
  });
  expect([await colourOf(resident), await approve(id, first), await colourOf(resident)]).toEqual([
    "green nothing_found",
    "409 same_officer",
    "green nothing_found",
  ]);
  expect([await approve(id), await colourOf(resident)]).toEqual(["200", "red close_contact"]);
  expect(await approve(id)).toBe("409 proposal_decided");
  await agreed(second, first, withdrawal(resident.number));
  // The withdrawn entry no longer causes red. The next colour need not be green, because by these rules red does not change to green directly.
  expect(await colourOf(resident)).not.toBe("red close_contact");
});

test("the decision names the entry, and the count of the month has both acts without a name", async () => {
  const { number } = await aResident();
  const count = async (kind: string) =>
    (await manualChanges()).find((each) => each.kind === kind && each.month === TODAY.slice(0, 7))?.changes ?? 0;
  const before = [await count("fact_entry"), await count("fact_withdrawal")];
  await agreed(first, second, entry(number));
  await agreed(first, second, withdrawal(number));
  const after = [await count("fact_entry"), await count("fact_withdrawal")];
  expect(after.map((changes, index) => changes - (before[index] ?? 0))).toEqual([1, 1]);
  expect(JSON.stringify(await manualChanges())).not.toContain("尹");
});

test("an entry waits for a person who has not declared yet, and no number is stored in clear", async () => {
  const number = aResidentNumber();
  const { change } = await propose(entry(number));
  expect(change).toMatchObject({ about: { maskedName: null } });
  await agreed(first, second, entry(number));
  expect(await colourOf(await aResident(number))).toBe("red close_contact");
  const rows = await runInDurableObject(env.ISSUER.getByName("42/issuer"), (_object, { storage }) =>
    JSON.stringify([
      storage.sql.exec("SELECT body FROM proposals").toArray(),
      storage.sql.exec("SELECT body FROM officer_acts").toArray(),
    ]),
  );
  expect([rows.includes(number), rows.includes("尹小满")]).toEqual([false, false]);
});

test("a withdrawn entry does not return under its name", async () => {
  const { number } = await aResident();
  await agreed(first, second, entry(number));
  await agreed(first, second, withdrawal(number));
  expect(await first.refusal("POST", PATH, entry(number))).toBe("409 fact_withdrawn /change/fact/reference");
  expect(await first.refusal("POST", PATH, entry(number, { reference: "7-32" }))).toBe("201");
});

test("an officer neither proposes nor approves a fact about themselves", async () => {
  const number = aResidentNumber();
  const phone = aPhone();
  const officer = await new Visitor(HUBEI).logIn(phone);
  await officer.bind("尹守正", number);
  await officer.ask("POST", "/local/administrators", { division: "42", phone });
  expect(await officer.refusal("POST", PATH, entry(number))).toBe("403 own_facts");
  const { id } = await propose(entry(number));
  expect(await approve(id, officer)).toBe("403 own_facts");
  expect(await approve(id)).toBe("200");
});

test.for<readonly [string, () => Readonly<Record<string, unknown>>, string]>([
  ["a reason outside the list", () => ({ ...entry(aResidentNumber()), reason: "petition" }), "422 reason_not_health /reason"],
  ["no evidence", () => ({ ...entry(aResidentNumber()), evidence: " " }), "400 bad_request /evidence"],
  ["a wrong number", () => entry("420107198001011234"), "422 resident_number_check /change/document/number"],
  ["a day in the future", () => entry(aResidentNumber(), { from: addDays(TODAY, 1) }), "422 fact_in_future /change/fact/from"],
  ["ten years", () => entry(aResidentNumber(), { until: addDays(TODAY, 3652) }), "422 fact_too_long /change/fact/until"],
  ["a list that nobody keeps", () => entry(aResidentNumber(), { kind: "debtor" }), "400 bad_request /change/fact/kind"],
  ["a source of another province", () => entry(aResidentNumber(), { source: "110101" }), "403 outside_scope /change/fact/source"],
  ["no such source", () => entry(aResidentNumber(), { source: "429999" }), "422 division_unknown /change/fact/source"],
  ["no such entry", () => withdrawal(aResidentNumber()), "404 fact_not_found /change/fact/reference"],
])("%s is refused with its place", async ([, body, expected]) => {
  expect(await first.refusal("POST", PATH, body())).toBe(expected);
});

test("an order that does not arrive stays and is sent again, and delays nobody else's; a repeated order changes nothing", async () => {
  const resident = await aResident();
  const issuer = env.ISSUER.getByName("42/issuer");
  const add = (topic: string, body: unknown) =>
    runInDurableObject(issuer, (_object, { storage }) => {
      storage.sql.exec(
        "INSERT INTO shard_news (topic, body, next, shards, at) VALUES (?, ?, 0, 1, 0)",
        topic,
        JSON.stringify(body),
      );
    });
  const waiting = () =>
    runInDurableObject(issuer, (_object, { storage }) =>
      storage.sql.exec<{ topic: string; attempts: number }>("SELECT topic, attempts FROM shard_news").toArray(),
    );
  await add("person/broken", { kind: "manual_fact", act: "enter", person: "broken" });
  await agreed(first, second, entry(resident.number));
  await runDurableObjectAlarm(issuer);
  expect([await colourOf(resident), await waiting()]).toEqual(["red close_contact", [{ topic: "person/broken", attempts: 1 }]]);
  const order = { kind: "manual_fact", act: "enter", person: "a".repeat(32), fact: { ...name, from: TODAY, until: null } };
  await add("person/a", order);
  await add("person/a", order);
  while ((await waiting()).length > 1) await runDurableObjectAlarm(issuer);
  const facts = await runInDurableObject(env.PEOPLE.getByName("42/people/0"), (_object, { storage }) =>
    storage.sql.exec("SELECT at FROM facts WHERE person = ?", order.person).toArray(),
  );
  expect(facts.length).toBe(1);
});
