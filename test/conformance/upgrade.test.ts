/**
 * The data of the previous release under this build: the previous server makes it by HTTP, and this one starts on its directory. Whoever could do something
 * before can do it now, with the same session. Source: decision 52.
 */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as z from "zod";
import { POINTS, RESIDENT } from "../../tools/demo-cast.ts";
import { Visitor } from "../../tools/visitor.ts";
import { type Member, register } from "../support/earlier/phones.ts";
import { PREVIOUS, unpackRelease } from "../support/earlier/release.ts";
import { passAt } from "../support/earlier/community.ts";
import { answersOf, countsOf, endWaiting, fillState, type State } from "../support/earlier/state.ts";
import { type MovedSystem, startAt, THIS_BUILD } from "../support/moved-clock.ts";
import { signedAct } from "../support/operators.ts";
import { PATIENT } from "../support/patience.ts";
import { rowsBelow } from "../support/state.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CHAINS = ["appointments", "decisions", "looks", "officer_acts"] as const;
/** Not asked for data: about the server itself, a stream, and lists that a code names. */
const NO_DATA = [
  "GET /healthz",
  "GET /openapi.json",
  "GET /status/{list}",
  "GET /api/v1/time",
  `GET /api/v1/communities/{division}/live`,
];

let system: MovedSystem;
let state: State;
let before: Awaited<ReturnType<typeof answersOf>>;
/** The operations of the previous release, as `METHOD path`. */
let operations: readonly string[];
/** The last rows of each chain at the upgrade, one number per object that has the chain. */
let endsBefore: Readonly<Record<(typeof CHAINS)[number], readonly number[]>>;

const later = (ms: number) => new Date(Date.parse(PREVIOUS.at) + ms).toISOString();

beforeAll(async () => {
  const release = unpackRelease(PREVIOUS);
  system = await startAt(PREVIOUS.at, release);
  state = await fillState(system);
  operations = await operationsOf(system.visitor());
  before = await answersOf(state);
  const endsOf = (chain: string) => seqsOf(chain, `SELECT max(seq) AS seq FROM ${chain} HAVING seq IS NOT NULL`);
  const [appointments = [], decisions = [], looks = [], officer_acts = []] = CHAINS.map(endsOf);
  endsBefore = { appointments, decisions, looks, officer_acts };
  await system.moveTo(later(HOUR_MS), THIS_BUILD);
  release.remove();
});
afterAll(() => system.dispose());

function colourOf({ visitor, ids: [self] }: Member): Promise<unknown> {
  return visitor.ask("GET", `/api/v1/people/${self}/colour`, z.unknown());
}

function seqsOf(table: string, query: string): readonly number[] {
  return rowsBelow(system.state, table, query)
    .map(({ seq }) => Number(seq))
    .toSorted((one, other) => one - other);
}

async function operationsOf(visitor: Visitor): Promise<readonly string[]> {
  const document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
  const { paths } = await visitor.ask("GET", "/openapi.json", document);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

test("each answer of the previous release is a part of this one's answer, for the sessions of then", async () => {
  // This release publishes the counts of manual changes; the object writes them when it wakes.
  await vi.waitFor(async () => expect(await answersOf(state)).toMatchObject(before), PATIENT);
});

test("what the previous release had not delivered arrives: passes in the tracks of their persons, counts in the offices above", async () => {
  const { visitor } = state.wuhan.first;
  const look = { person: { document: { type: "10", number: RESIDENT.people[0].number } }, purpose: { kind: "epidemiology" } };
  await vi.waitFor(async () => {
    expect(await visitor.ask("POST", "/api/v1/divisions/4201/tracks", z.unknown(), look)).toMatchObject({
      passes: [{ pointName: POINTS[0].name }],
    });
    expect(await countsOf(state)).toMatchObject({
      total: { passes: 2, persons: 2, declarations: { returning: 0, arriving: 0, staying: 12 } },
      record: { total: 2 },
    });
  }, PATIENT);
});

test.each(CHAINS)("the chain of %s is checked to its end and whole, in every object", async (chain) => {
  const ends = endsBefore[chain];
  expect(ends).not.toEqual([]);
  const query = `SELECT seq FROM chain_checks WHERE chain = '${chain}' AND at IS NOT NULL`;
  await vi.waitFor(() => {
    const checked = seqsOf("chain_checks", query);
    expect(checked).toHaveLength(ends.length);
    // A row of this build may have followed before the check.
    expect(ends.map((end, index) => Math.min(end, checked[index] ?? 0))).toEqual(ends);
  }, PATIENT);
});

test("a code of then passes at the gate, and a revoked one stays refused", async () => {
  await passAt(state.gate, await state.showCode());
  const verdict = z.looseObject({ valid: z.boolean() });
  await vi.waitFor(async () => {
    const refused = await system.visitor().ask("POST", "/api/v1/verify", verdict, { code: await state.showRevoked() });
    expect(refused).toMatchObject({ valid: false, refusal: { code: "revoked" } });
  }, PATIENT);
  expect(await countsOf(state)).toMatchObject({ record: { total: 3 } });
});

test("two officers end what waited: an appeal, a review, a proposal, a client, an application", async () => {
  await endWaiting(state);
  expect(await colourOf(state.listed)).toMatchObject({ row: "released", appeal: { state: "granted" } });
  expect(await colourOf(state.reviewed)).toMatchObject({ row: "nothing_found", colour: "green" });
});

test("an issuer of then is set up: an operator's appointment waits there for a second hand", async () => {
  const [{ name }] = RESIDENT.people;
  const act = { act: "appoint", division: "4201", name, phone: RESIDENT.phone, reason: "看过身份证" };
  const now = Date.now() + system.offsetMs();
  const path = "/api/v1/operator/administrators";
  const appointment = z.looseObject({ state: z.literal("waiting"), by: z.literal("operator-1") });
  const { id } = await system
    .visitor()
    .ask("POST", path, appointment.extend({ id: z.string() }), await signedAct("4201", act, { now }));
  const { visitor } = state.wuhan.first;
  const decision = `/api/v1/divisions/4201/appointments/${id}/refusals`;
  await visitor.ask("POST", decision, z.looseObject({ state: z.literal("declined") }), { note: "无此任命" });
});

test("a claim that nobody answered ends after seven days, and can be made again", async () => {
  const { visitor } = state.stranger;
  const people = async () => (await visitor.ask("GET", "/api/v1/me", z.looseObject({ people: z.array(z.unknown()) }))).people;
  const [, claimed] = [...(await people())];
  expect(claimed).toMatchObject({ state: "pending" });
  await system.moveTo(later(8 * DAY_MS));
  expect(await people()).toHaveLength(1);
  const [, , grandfather] = RESIDENT.people;
  if (grandfather === undefined) throw new Error("the cast has no grandfather");
  await register(visitor, { ...grandfather, relation: "parent" });
  expect((await people())[1]).toMatchObject({ state: "pending" });
});

test("this server takes every request of the previous release", async () => {
  const sent = new Set<string>();
  class Noting extends Visitor {
    override send(method: string, path: string, ...rest: readonly [unknown?, Readonly<Record<string, string>>?]) {
      sent.add(`${method} ${path.replace(/\?.*/, "")}`);
      return super.send(method, path, ...rest);
    }
  }
  const fresh = await startAt(PREVIOUS.upgradedAt);
  try {
    const filled = await fillState({ ...fresh, visitor: (host = "wuhan.localhost") => new Noting(fresh.port, host) });
    await answersOf(filled);
    await countsOf(filled);
    await endWaiting(filled);
  } finally {
    await fresh.dispose();
  }
  const isSent = (operation: string) =>
    [...sent].some((each) => new RegExp(`^${operation.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(each));
  expect(operations.filter((operation) => !isSent(operation))).toEqual(NO_DATA);
});
