/** Facts by operators over HTTP: one proposes, and nothing changes until an officer or another operator approves. Finding S1 of the attack: one operator alone turned a person red. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { ManualChanges, Proposal, Proposals } from "../../../src/contract/proposal/proposal.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import { publicHalf } from "../../../src/token/secret/operator.ts";
import { anotherOperator, FIRST, SECOND, signedAct, WHY } from "../../support/operators.ts";
import { aFact, aPhone, aResidentNumber } from "../builders.ts";
import { agreed, anOfficer } from "../officer.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const TODAY = dateOf(Date.now());
const FACTS = "/api/v1/operator/facts";
const DECISIONS = "/api/v1/operator/decisions";

let officer: Visitor;
let another: Visitor;

beforeAll(async () => {
  officer = (await anOfficer(HUBEI, "42")).visitor;
  another = (await anOfficer(HUBEI, "42")).visitor;
});

interface Resident {
  readonly visitor: Visitor;
  readonly person: Person;
  readonly document: { readonly type: "10"; readonly number: string };
}

async function aResident(): Promise<Resident> {
  const number = aResidentNumber();
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person);
  return { visitor, person, document: { type: "10", number } };
}

async function colourOf({ visitor, person }: Resident): Promise<string> {
  const { colour, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
  return `${colour} ${row}`;
}

const aFactAct = (changes: Readonly<Record<string, unknown>> = {}) => ({
  act: "fact",
  ...aFact({ from: TODAY, kind: "confirmed", ...changes }),
  ...WHY,
});

async function propose({ document }: Resident, by = FIRST): Promise<Proposal> {
  return new Visitor(HUBEI).ask<Proposal>("POST", FACTS, await signedAct("42", aFactAct({ document }), { by }));
}

async function decide(act: string, id: string, by = SECOND): Promise<string> {
  return new Visitor(HUBEI).refusal("POST", DECISIONS, await signedAct("42", { act, id, note: "已核对" }, { by }));
}

test("one operator alone turns nobody red, with one request or many", async () => {
  const resident = await aResident();
  const { id, state } = await propose(resident);
  await propose(resident);
  expect(state).toBe("waiting");
  expect(await decide("approve", id, FIRST)).toBe("409 same_officer");
  expect(await colourOf(resident)).toBe("green nothing_found");
});

test("an operator with two keys, as while they change keys, is one person", async () => {
  const coming = await anotherOperator(FIRST.name);
  Object.assign(env, { YIMA_OPERATORS: JSON.stringify([FIRST, coming, SECOND].map(publicHalf)) });
  const resident = await aResident();
  const { id } = await propose(resident);
  expect(await decide("approve", id, coming)).toBe("409 same_officer");
  expect(await colourOf(resident)).toBe("green nothing_found");
});

test("a second operator approves, and the person is red at once, for a reason that the public month counts", async () => {
  const resident = await aResident();
  const counts = async () => {
    const { changes } = await new Visitor(HUBEI).ask<ManualChanges>("GET", "/api/v1/manual-changes");
    return changes.find(({ kind, reason }) => kind === "fact_entry" && reason === "diagnosis")?.changes ?? 0;
  };
  const before = await counts();
  const { id } = await propose(resident);
  expect(await decide("approve", id)).toBe("200");
  expect(await colourOf(resident)).toBe("red confirmed");
  expect(await counts()).toBe(before + 1);
  expect(await decide("approve", id)).toBe("409 proposal_decided");
});

test("an officer approves an operator's proposal on the page, which names the operator", async () => {
  const resident = await aResident();
  const { id } = await propose(resident);
  const { proposals } = await officer.ask<Proposals>("GET", "/api/v1/proposals");
  const shown = proposals.find((one) => one.id === id);
  expect(shown).toMatchObject({ by: "operator-1", byOperator: true, mine: false, evidence: WHY.evidence });
  const decided = await officer.ask<Proposal>("POST", `/api/v1/proposals/${id}/approvals`, { note: "已核对" });
  expect(decided.decision).toMatchObject({ byOperator: false, note: "已核对" });
  expect(await colourOf(resident)).toBe("red confirmed");
});

test("a refused or withdrawn proposal changes nothing, and only its operator withdraws it", async () => {
  const resident = await aResident();
  const [first, second] = [await propose(resident), await propose(resident)];
  expect(await decide("withdraw", first.id)).toBe("403 not_proposer");
  expect(await decide("refuse", first.id)).toBe("200");
  expect(await decide("withdraw", second.id, FIRST)).toBe("200");
  expect(await decide("approve", first.id)).toBe("409 proposal_decided");
  expect(await colourOf(resident)).toBe("green nothing_found");
});

test("an operator decides no proposal of an officer", async () => {
  const change = { kind: "fact_entry", document: { type: "10", number: aResidentNumber() }, fact: aFactEntry() };
  const { id } = await officer.ask<Proposal>("POST", "/api/v1/proposals", { change, ...WHY });
  expect(await decide("approve", id)).toBe("403 officers_decide");
  expect(await decide("withdraw", id)).toBe("403 not_proposer");
  expect(await decide("approve", "an-id-of-nothing")).toBe("404 proposal_not_found");
  await another.ask("POST", `/api/v1/proposals/${id}/approvals`, { note: "已核对" });
});

function aFactEntry() {
  const { document: _, ...fact } = aFact({ from: TODAY });
  return fact;
}

test("an operator reads what waits: the proposals of operators, not those of officers", async () => {
  const resident = await aResident();
  const { id } = await propose(resident);
  const decided = await agreed(officer, another, {});
  const body = await signedAct("42", { act: "list" }, { by: SECOND });
  const { proposals } = await new Visitor(HUBEI).ask<Pick<Proposals, "proposals">>("POST", "/api/v1/operator/waiting", body);
  const shown = proposals.find((one) => one.id === id);
  expect(shown).toMatchObject({ mine: false, change: { about: { maskedName: "尹**" }, fact: { kind: "confirmed" } } });
  expect(proposals.every(({ state, byOperator }) => state === "waiting" && byOperator)).toBe(true);
  expect(proposals.map((one) => one.id)).not.toContain(decided.id);
});

test.for<readonly [string, Readonly<Record<string, unknown>>, string]>([
  ["a day that does not exist", { from: "2020-02-30" }, "422 fact_not_a_date /from"],
  ["an end before the first day", { until: addDays(TODAY, -1) }, "422 fact_dates_reversed /until"],
  ["an unknown source", { source: "429999" }, "422 division_unknown /source"],
  ["a wrong number", { document: { type: "10", number: "420107198001011234" } }, "422 resident_number_check /document/number"],
  ["a reason that is not about health", { reason: "petition" }, "422 reason_not_health /reason"],
  ["no evidence", { evidence: "" }, "400 bad_request /evidence"],
  ["a list that nobody keeps", { kind: "debtor" }, "400 bad_request /kind"],
  ["an unknown member", { colour: "red" }, "400 bad_request /colour"],
])("a proposal with %s is refused with its place", async ([, changes, expected]) => {
  const body = await signedAct("42", { ...aFactAct(), ...changes });
  expect(await new Visitor(HUBEI).refusal("POST", FACTS, body)).toBe(expected);
});

test("each signed request works once, for its own issuer and its own operation", async () => {
  const visitor = new Visitor(HUBEI);
  const body = await signedAct("42", aFactAct());
  expect(await visitor.refusal("POST", FACTS, body)).toBe("201");
  expect(await visitor.refusal("POST", FACTS, body)).toBe("409 operator_request_used");
  expect(await visitor.refusal("POST", DECISIONS, body)).toBe("400 bad_request /act");
  expect(await new Visitor().refusal("POST", FACTS, await signedAct("42", aFactAct()))).toBe("401 operator_request_refused");
  const list = await signedAct("42", { act: "list" });
  expect(await visitor.refusal("POST", "/api/v1/operator/waiting", list)).toBe("200");
  expect(await visitor.refusal("POST", "/api/v1/operator/waiting", list)).toBe("409 operator_request_used");
});

test("a key that is removed from the setting decides nothing any more", async () => {
  const resident = await aResident();
  const { id } = await propose(resident);
  Object.assign(env, { YIMA_OPERATORS: JSON.stringify([publicHalf(FIRST)]) });
  expect(await decide("approve", id)).toBe("401 operator_request_refused");
  Object.assign(env, { YIMA_OPERATORS: JSON.stringify([FIRST, SECOND].map(publicHalf)) });
  expect(await colourOf(resident)).toBe("green nothing_found");
});

test("the chain of officers' acts records who proposed and who approved", async () => {
  const resident = await aResident();
  const { id } = await propose(resident);
  await decide("approve", id);
  const rows = await runInDurableObject(env.ISSUER.getByName("42/issuer"), (_, { storage }) =>
    storage.sql.exec<{ body: string }>("SELECT body FROM officer_acts ORDER BY seq DESC LIMIT 2").toArray(),
  );
  const [approved, proposed] = rows.map(({ body }) => JSON.parse(body));
  expect(proposed).toMatchObject(["proposed", { id, by: { operator: "operator-1" } }]);
  expect(approved).toMatchObject(["approved", id, { by: { operator: "operator-2" } }]);
});
