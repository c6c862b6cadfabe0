/** Random simultaneous acts never break a rule of product.md §4: checked on the real object after every round. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { AccountKey, Actor, PersonKey } from "../../../src/domain/access/keys.ts";
import type { PassId, PointId } from "../../../src/domain/community/community.ts";
import type { CommunityRpc } from "../../../src/objects/community/rpc.ts";
import type { PassInput } from "../../../src/objects/community/pass.ts";
import { aUse } from "../builders.ts";

/** The real time, because the alarm would remove rows of a past time. */
const NOW = Date.now();
const SEQUENCES = 200;
const PEOPLE = ["1", "2"].map((digit) => digit.repeat(24) as PersonKey);
const POINTS = ["1", "2"].map((digit) => `018e0000-0000-7000-8000-00000000000${digit}` as PointId);
const NAMES = ["东门", "西门"];

/** An act with its choices: one of two persons, of two points, of two names for a point, and of the person's two logins. */
interface Act {
  readonly what: keyof typeof ACTS;
  readonly person: number;
  readonly point: number;
  readonly name: number;
  readonly login: number;
}

const one = <T>(list: readonly T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new Error(`${index} is beyond the cast`);
  return item;
};
const accountOf = ({ person, login }: Act) => `${one(PEOPLE, person).slice(1)}${login}` as AccountKey;
const actorOf = (act: Act): Actor => ({
  account: accountOf(act),
  person: one(PEOPLE, act.person),
  maskedPhone: "",
  provider: null,
});
const idOf = ({ person }: Act) => `collector-${person}`;

function passOf({ person }: Act, point: PointId): PassInput {
  return {
    id: crypto.randomUUID() as PassId,
    person: one(PEOPLE, person),
    issuer: "4201",
    handle: "00",
    proof: null,
    kind: "live",
    colour: "none",
    maskedName: "王**",
    declaredAt: null,
    marks: 0,
    shard: null,
    use: aUse(point),
  };
}

type Gate = DurableObjectStub<CommunityRpc>;
/** The ids of acknowledged passes. */
type PassIds = Set<string>;

const ACTS = {
  point: (gate: Gate, { point, name }: Act) =>
    gate.addPoint({ id: one(POINTS, point), name: one(NAMES, name), address: "路" }, NOW),
  rename: (gate: Gate, { point, name }: Act) => gate.changePoint(one(POINTS, point), { name: one(NAMES, name) }),
  delete: (gate: Gate, { point }: Act) => gate.removePoint(one(POINTS, point), NOW),
  undelete: (gate: Gate, { point }: Act) => gate.restorePoint(one(POINTS, point), NOW),
  /** Adds a person as a collector with one login, as after a scan of the code or a search by phone number. */
  add: (gate: Gate, act: Act) => {
    const phone = { phone: "+8613900000000", maskedPhone: "139*****000", maskedName: "王**" };
    return gate.addCollector({ id: idOf(act), person: one(PEOPLE, act.person), account: accountOf(act), ...phone }, NOW);
  },
  remove: (gate: Gate, act: Act) => gate.removeCollector(idOf(act), NOW),
  unremove: (gate: Gate, act: Act) => gate.restoreCollector(idOf(act), "+8613900000000", NOW),
  switch: (gate: Gate, act: Act) => gate.switchPost(actorOf(act), one(POINTS, act.point)),
  register: async (gate: Gate, act: Act, acknowledged: PassIds) => {
    const standing = await gate.gateOf(actorOf(act));
    const pass = passOf(act, standing.ok ? standing.value.id : one(POINTS, act.point));
    const [outcome] = await gate.register(actorOf(act), [pass], NOW);
    if (outcome?.ok === true) acknowledged.add(pass.id);
  },
};

/** The start of a sequence: makes a person a collector who stands at a point. Without it most sequences would only be refused. */
async function standAt(gate: Gate, each: Act): Promise<void> {
  await ACTS.point(gate, each);
  await ACTS.add(gate, each);
  await ACTS.switch(gate, each);
}

/** For each rule, the query that counts the rows that break it. */
const RULES = {
  collectorsAtNoPoint:
    "SELECT COUNT(*) AS broken FROM collectors WHERE removed_at IS NULL AND post IS NOT NULL AND post NOT IN (SELECT id FROM points WHERE removed_at IS NULL)",
  pointsOfOneName: "SELECT COUNT(*) - COUNT(DISTINCT name) AS broken FROM points WHERE removed_at IS NULL",
  passesAtNoPointEver: "SELECT COUNT(*) AS broken FROM passes WHERE point NOT IN (SELECT id FROM points)",
  passesOfNoCollectorEver: "SELECT COUNT(*) AS broken FROM passes WHERE collector NOT IN (SELECT person FROM collectors)",
  collectorsWithoutPhone: "SELECT COUNT(*) AS broken FROM collectors WHERE removed_at IS NULL AND sealed_phone = ''",
  phonesOfTheRemoved: "SELECT COUNT(*) AS broken FROM collectors WHERE removed_at IS NOT NULL AND sealed_phone <> ''",
} as const;
const NONE_BROKEN = Object.fromEntries(Object.keys(RULES).map((rule) => [rule, 0]));

function stateOf(gate: Gate) {
  return runInDurableObject(gate, (_, { storage }) => ({
    broken: Object.fromEntries(
      Object.entries(RULES).map(([rule, query]) => [rule, storage.sql.exec<{ broken: number }>(query).one().broken]),
    ),
    passes: storage.sql
      .exec<{ id: string }>("SELECT id FROM passes")
      .toArray()
      .map(({ id }) => id),
  }));
}

const act = fc.record({
  what: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
  person: fc.nat(1),
  point: fc.nat(1),
  name: fc.nat(1),
  login: fc.nat(1),
});
const rounds = fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

test("200 sequences of simultaneous acts, with and without undo, break no rule, and each acknowledged pass stands there once", async () => {
  let sequence = 0;
  const property = fc.asyncProperty(rounds, async (sequenceOfRounds) => {
    sequence += 1;
    const gate = env.COMMUNITY.getByName(`4201/community/property-${sequence}`);
    const acknowledged: PassIds = new Set();
    for (const who of [0, 1]) await standAt(gate, { what: "add", person: who, point: who, name: who, login: 0 });
    for (const together of sequenceOfRounds) {
      await Promise.all(together.map((each) => ACTS[each.what](gate, each, acknowledged)));
      const { broken, passes } = await stateOf(gate);
      expect({ broken, passes: passes.toSorted() }).toEqual({ broken: NONE_BROKEN, passes: [...acknowledged].toSorted() });
    }
  });
  await fc.assert(property, { numRuns: SEQUENCES });
}, 240_000);

test("the sequences reach their cases: a registered pass, an undo of a removal, a refused name", async () => {
  const gate = env.COMMUNITY.getByName("4201/community/property-reached");
  const base: Act = { what: "point", person: 0, point: 0, name: 0, login: 0 };
  const acknowledged: PassIds = new Set();
  await standAt(gate, base);
  await ACTS.register(gate, base, acknowledged);
  expect(acknowledged.size).toBe(1);
  expect(await ACTS.delete(gate, base)).toMatchObject({ refusal: { code: "point_in_use" } });
  await ACTS.remove(gate, base);
  await ACTS.register(gate, base, acknowledged);
  expect(acknowledged.size).toBe(1);
  await ACTS.delete(gate, base);
  expect(await ACTS.point(gate, { ...base, point: 1 })).toMatchObject({ ok: true });
  expect(await ACTS.undelete(gate, base)).toMatchObject({ refusal: { code: "point_name_taken" } });
  expect(await ACTS.unremove(gate, base)).toMatchObject({ value: { post: null } });
});
