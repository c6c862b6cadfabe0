/** A code counts once: the same live digits at two gates, many times in one request, at once, after restarts; over HTTP, as in the attack that found it. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { BoardMessage } from "../../../src/contract/board.ts";
import { boardMessage } from "../../../src/contract/board.ts";
import { type Workbench, workbench } from "../../../src/contract/community.ts";
import { passesResponse, type PassPage, type PassResult } from "../../../src/contract/pass.ts";
import type { Issuer } from "../../../src/domain/issuer/issuer.ts";
import type { PassId, PointId } from "../../../src/domain/community/community.ts";
import type { Use } from "../../../src/domain/community/use.ts";
import { readConfig } from "../../../src/config.ts";
import { countForeignUses } from "../../../src/routes/communities/uses.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { openSecrets } from "../../../src/token/secret/secrets.ts";
import { PATIENT } from "../../support/patience.ts";
import { aPoint, COMMUNITY } from "../builders.ts";
import { anOffice, aResident, type Resident } from "../gate.ts";
import { letGo } from "../held.ts";
import { communityNamed } from "../passages.ts";
import type { ShownCode, Visitor } from "../visitor.ts";

const ELSEWHERE = "420107001003";
const pathOf = (division: string) => `/api/v1/communities/${division}`;

interface Gate {
  readonly name: string;
  readonly division: string;
  readonly point: string;
  readonly collector: Visitor;
}

let office: Visitor;
let offices: ReadonlyMap<string, Visitor>;
let east: Gate;
let west: Gate;
/** A gate in another community, 9 km from the east gate. */
let far: Gate;

const EAST = { latitude: 30.6, longitude: 114.4, accuracyMetres: 5 };
const FAR = { latitude: 30.68, longitude: 114.4, accuracyMetres: 5 };

async function aGate(name: string, division: string, location?: typeof EAST): Promise<Gate> {
  const charge = offices.get(division);
  if (charge === undefined) throw new Error("no office");
  const point = { ...aPoint(name), ...(location && { location }) };
  await charge.ask("POST", `${pathOf(division)}/points`, point);
  const { visitor: collector, self } = await aResident("陈守诚", division);
  await charge.ask("POST", `${pathOf(division)}/collectors`, { code: (await collector.show(self)).digits });
  await collector.ask("PUT", `${pathOf(division)}/post`, { pointId: point.id });
  return { name, division, point: point.id, collector };
}

beforeAll(async () => {
  office = await anOffice(COMMUNITY);
  offices = new Map([
    [COMMUNITY, office],
    [ELSEWHERE, await anOffice(ELSEWHERE)],
  ]);
  east = await aGate("东门", COMMUNITY, EAST);
  west = await aGate("西门", COMMUNITY);
  far = await aGate("远门", ELSEWHERE, FAR);
});
afterEach(() => {
  vi.useRealTimers();
});

type Registered = Extract<PassResult, { readonly state: "registered" }>;

async function sendAll({ collector, division }: Gate, passes: readonly { readonly id: string; readonly code: string }[]) {
  const { results } = passesResponse.parse(await collector.ask("POST", `${pathOf(division)}/passes`, { passes }));
  return results;
}

/** Registers a code at a gate; throws if it is refused. */
async function register(gate: Gate, code: string, id: string = crypto.randomUUID()): Promise<Registered> {
  const [result] = await sendAll(gate, [{ id, code }]);
  if (result?.state !== "registered") throw new Error(`not registered: ${JSON.stringify(result)}`);
  return result;
}

async function aCode(): Promise<{ readonly resident: Resident; readonly code: ShownCode; readonly digits: string }> {
  const resident = await aResident("尹小满", COMMUNITY);
  const code = await resident.visitor.show(resident.self);
  return { resident, code, digits: code.digits };
}

/** The ids and marks of the stored passes of a community with one of these ids. */
async function stored(division: string, ids: readonly string[]) {
  const { passes } = (await offices.get(division)?.ask<PassPage>("GET", `${pathOf(division)}/passes`)) ?? { passes: [] };
  return passes.filter(({ id }) => ids.includes(id)).map(({ id, marks }) => [id, marks]);
}

const benchOf = async ({ collector, division }: Gate): Promise<Workbench> =>
  workbench.parse(await collector.ask("GET", pathOf(division)));

test("the same live digits at a second gate are registered with a mark, and the answer says where and when they were used", async () => {
  const { digits } = await aCode();
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  const before = await register(east, digits, first);
  expect(before).not.toHaveProperty("secondUse");
  const after = await register(west, digits, second);
  expect(after.secondUse).toEqual({ at: before.at, point: "东门", community: "康苑社区" });
  expect(await stored(COMMUNITY, [first, second])).toEqual([
    [second, ["second_use"]],
    [first, []],
  ]);
});

test("the gate of the first use learns of the second one by its next poll, once per pass, and other gates do not", async () => {
  const { digits } = await aCode();
  const id = crypto.randomUUID();
  const before = await register(east, digits, id);
  const after = await register(far, digits);
  await vi.waitFor(async () => {
    const { usedAgain = [] } = await benchOf(east);
    const other = { at: after.at, point: "远门", community: expect.any(String) };
    expect(usedAgain.filter((each) => each.id === id)).toEqual([{ id, at: before.at, maskedName: "尹**", other }]);
  }, PATIENT);
  for (const gate of [west, far])
    expect((await benchOf(gate)).usedAgain ?? []).not.toContainEqual(expect.objectContaining({ id }));
});

test("the board of the first gate's community shows the second use at once", async () => {
  const { webSocket: socket } = await office.send("GET", `${pathOf(COMMUNITY)}/live`, undefined, {
    upgrade: "websocket",
    origin: office.origin,
  });
  if (socket === null) throw new Error("no socket");
  const messages: BoardMessage[] = [];
  socket.addEventListener("message", ({ data }) => messages.push(boardMessage.parse(JSON.parse(String(data)))));
  socket.accept();
  const { digits } = await aCode();
  const { at } = await register(east, digits);
  const newest = () => messages.flatMap((one) => ("latest" in one ? one.latest.slice(0, 1) : [])).at(-1);
  await vi.waitFor(() => expect(newest()).toMatchObject({ at, pointName: "东门" }), PATIENT);
  expect(newest()).not.toHaveProperty("otherUse");
  await register(far, digits);
  await vi.waitFor(() => expect(newest()).toMatchObject({ at, otherUse: { point: "远门" } }), PATIENT);
  socket.close();
});

test("a hundred ids with one code in one request are one pass, and each id is answered as registered", async () => {
  const { digits } = await aCode();
  const passes = Array.from({ length: 100 }, () => ({ id: crypto.randomUUID(), code: digits }));
  const first = await sendAll(east, passes);
  const again = await sendAll(east, passes);
  expect(new Set(first.map(({ state }) => state))).toEqual(new Set(["registered"]));
  expect(first.map(({ id }) => id)).toEqual(passes.map(({ id }) => id));
  expect(again).toEqual(first);
  expect(
    await stored(
      COMMUNITY,
      passes.map(({ id }) => id),
    ),
  ).toEqual([[passes[0]?.id, []]]);
});

test("at one point the same code is one pass, whoever scans it", async () => {
  const { digits } = await aCode();
  const colleague = await aResident("王采", COMMUNITY);
  const code = (await colleague.visitor.show(colleague.self)).digits;
  await office.ask("POST", `${pathOf(COMMUNITY)}/collectors`, { code });
  await colleague.visitor.ask("PUT", `${pathOf(COMMUNITY)}/post`, { pointId: east.point });
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  const before = await register(east, digits, first);
  const after = await register({ ...east, collector: colleague.visitor }, digits, second);
  expect({ ...after, id: first }).toEqual(before);
  expect(await stored(COMMUNITY, [first, second])).toEqual([[first, []]]);
});

test("the next code of the same phone is a pass of its own", async () => {
  const { code, digits } = await aCode();
  await register(east, digits);
  const next = await liveCode(code.jws, code.deviceKey, Date.now() + 15_000);
  expect(await register(east, next)).not.toHaveProperty("secondUse");
  const third = await liveCode(code.jws, code.deviceKey, Date.now() + 30_000);
  expect(await register(west, third)).not.toHaveProperty("secondUse");
});

test("two codes of one phone at gates that are farther apart than 150 km/h allows are a second use", async () => {
  const { code, digits } = await aCode();
  const before = await register(east, digits);
  const next = await liveCode(code.jws, code.deviceKey, Date.now() + 15_000);
  expect((await register(far, next)).secondUse).toMatchObject({ at: before.at, point: "东门" });
});

test("of two gates that register one code at once, exactly one is told of the other", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { digits } = await aCode();
    const results = await Promise.all([register(east, digits), register(west, digits)]);
    expect(results.filter(({ secondUse }) => secondUse !== undefined)).toHaveLength(1);
  }
});

test("of two requests at one point at once, both are answered and one row is written", async () => {
  const { digits } = await aCode();
  const ids = [crypto.randomUUID(), crypto.randomUUID()];
  await Promise.all(ids.map((id) => register(east, digits, id)));
  expect(await stored(COMMUNITY, ids)).toHaveLength(1);
});

test("a repeat after the code has expired gets the answer of the pass, with its mark or without, also under an id without a row of its own", async () => {
  const { digits } = await aCode();
  const [first, same, second] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const before = await register(east, digits, first);
  await register(east, digits, same);
  const after = await register(west, digits, second);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 80_000 });
  expect({ ...(await register(east, digits, same)), id: first }).toMatchObject({ at: before.at, pointId: east.point });
  expect(await register(east, digits, first)).not.toHaveProperty("secondUse");
  expect((await register(west, digits, second)).secondUse).toEqual(after.secondUse);
  // A third person with the expired picture gets nothing at a gate that has no pass of it.
  expect(await sendAll(far, [{ id: crypto.randomUUID(), code: digits }])).toMatchObject([
    { state: "refused", refusal: { code: "proof_too_old" } },
  ]);
});

test("a code whose credential is revoked in the meantime is refused under a new id", async () => {
  const { resident, digits } = await aCode();
  await register(east, digits);
  await resident.visitor.ask("DELETE", `/api/v1/people/${resident.self.id}/credentials`);
  expect(await sendAll(east, [{ id: crypto.randomUUID(), code: digits }])).toMatchObject([
    { state: "refused", refusal: { code: "revoked" } },
  ]);
});

test("the first gate's repeat of its pass is not blamed for the copy that came later", async () => {
  const { digits } = await aCode();
  const id = crypto.randomUUID();
  const before = await register(east, digits, id);
  await register(west, digits);
  expect(await register(east, digits, id)).toEqual(before);
});

test("a request of somebody who is no collector is refused and uses no code", async () => {
  const { resident, digits } = await aCode();
  const stranger = { ...west, collector: resident.visitor };
  expect(await sendAll(stranger, [{ id: crypto.randomUUID(), code: digits }])).toMatchObject([
    { state: "refused", refusal: { code: "not_collector" } },
  ]);
  expect(await register(east, digits)).not.toHaveProperty("secondUse");
});

test("a request to declare again uses no code", async () => {
  const { digits } = await aCode();
  await west.collector.ask("POST", `${pathOf(COMMUNITY)}/redeclarations`, { code: digits });
  expect(await register(east, digits)).not.toHaveProperty("secondUse");
});

test("a collector who has just moved, which another isolate does not know yet, registers at the new point, and the use counts there", async () => {
  const [{ digits: warm }, { digits }] = [await aCode(), await aCode()];
  const mover = await aGate("北门", COMMUNITY);
  await register(mover, warm);
  // The post changes behind the memory of this isolate.
  await runInDurableObject(communityNamed(COMMUNITY), (_, { storage }) => {
    storage.sql.exec("UPDATE collectors SET post = ? WHERE post = ?", west.point, mover.point);
  });
  expect(await register(mover, digits)).toMatchObject({ pointId: west.point });
  expect((await register(east, digits)).secondUse).toMatchObject({ point: "西门" });
});

test("a shard that restarts forgets the uses: its point still registers a code once, another gate is not told", async () => {
  const { digits } = await aCode();
  const ids = [crypto.randomUUID(), crypto.randomUUID()];
  await register(east, digits, ids[0]);
  for (let shard = 0; shard < 16; shard += 1) {
    const people = env.PEOPLE.getByName(`4201/people/${shard}`);
    await letGo(people);
    await evictDurableObject(people);
  }
  await evictDurableObject(communityNamed(COMMUNITY));
  await register(east, digits, ids[1]);
  expect(await stored(COMMUNITY, ids)).toEqual([[ids[0], []]]);
});

const aForeignUse = (handle: string, name: string): Use => ({
  pass: crypto.randomUUID() as PassId,
  issuer: "42",
  handle,
  proofAt: 1000,
  at: Date.now(),
  place: { division: COMMUNITY, community: "康苑社区", point: name as PointId, name, location: null },
});

test("the uses of a foreign code are kept by the shard that the keyed hash of its issuer and handle names", async () => {
  const [issuer] = readConfig(env).issuers;
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, (issuer as Issuer).code);
  const [first, copy, other] = [
    aForeignUse("07".repeat(16), "东门"),
    aForeignUse("07".repeat(16), "西门"),
    aForeignUse("08".repeat(16), "西门"),
  ];
  const count = (...uses: readonly Use[]) => countForeignUses(env, issuer as Issuer, secrets, uses);
  expect(await count(first)).toEqual([null]);
  expect(await count(copy, other)).toEqual([first, null]);
  // The same handle of another issuer is another code.
  expect(await count({ ...copy, issuer: "44" })).toEqual([null]);
});

test("the records can be filtered by the mark, on the screen's query and in both exports", async () => {
  const { passes } = await office.ask<PassPage>("GET", `${pathOf(COMMUNITY)}/passes?mark=second_use`);
  expect(passes.length).toBeGreaterThan(0);
  expect(passes.every(({ marks }) => marks.includes("second_use"))).toBe(true);
  const csv = await (await office.send("GET", `${pathOf(COMMUNITY)}/passes.csv?purpose=核查&mark=second_use`)).text();
  expect(csv.split("同一个码刚在别处用过")).toHaveLength(passes.length + 1);
  const workbook = await office.send("GET", `${pathOf(COMMUNITY)}/passes.xlsx?purpose=核查&mark=second_use`);
  expect([workbook.status, (await workbook.arrayBuffer()).byteLength > 0]).toEqual([200, true]);
});

test("a second use is in no verification", async () => {
  const { digits } = await aCode();
  await register(east, digits);
  await register(west, digits);
  const verified = await west.collector.ask("POST", "/api/v1/verify", { code: digits });
  expect(JSON.stringify(verified)).not.toMatch(/second|mark|otherUse/);
});
