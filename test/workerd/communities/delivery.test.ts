/** Passes reach the tracks of their persons in spite of failures: delivered at least once, and each once in the track. On the real objects. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { AccountKey, Actor, PersonKey } from "../../../src/domain/access/keys.ts";
import type { PassId, PointId } from "../../../src/domain/community/community.ts";
import { Alarm } from "../../../src/objects/duty/alarm.ts";
import { CountStore } from "../../../src/objects/community/count-store.ts";
import { deliveryDuty, DeliveryStore, waitingPasses } from "../../../src/objects/community/delivery.ts";
import type { CommunityRpc } from "../../../src/objects/community/rpc.ts";
import type { Destination, OutgoingPass } from "../../../src/objects/community/outgoing-pass.ts";
import { PassStore } from "../../../src/objects/community/pass-store.ts";
import { SecondUseStore } from "../../../src/objects/community/second-use-store.ts";
import { StaffStore } from "../../../src/objects/community/staff-store.ts";
import { passRetention } from "../../../src/objects/community/pass-retention.ts";
import { trackStatement } from "../../../src/objects/people/person/track-store.ts";
import { PATIENT } from "../../support/patience.ts";
import { aUse } from "../builders.ts";
import { communityNamed } from "../passages.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";

const COLLECTOR = "c".repeat(24) as PersonKey;
const ACTOR: Actor = { account: "b".repeat(24) as AccountKey, person: COLLECTOR, maskedPhone: "", provider: null };
const POINT = "018e0000-0000-7000-8000-000000000001" as PointId;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TODAY = Math.floor(Date.now() / DAY) * DAY;
/** The time of the tests, ahead of the real clock, so that no alarm rings by itself. */
const NOW = TODAY + 2 * DAY;

const passAt = (shard: number | null, index: number) => ({
  id: `018e0000-0000-7000-9000-${String(index).padStart(12, "0")}` as PassId,
  person: String(shard ?? 9).repeat(24) as PersonKey,
  shard,
  issuer: "4201",
  handle: "00",
  proof: null,
  kind: "live" as const,
  colour: "green" as const,
  maskedName: "王**",
  declaredAt: null,
  marks: 0,
  use: aUse(POINT),
});

async function aGate(name: string): Promise<DurableObjectStub<CommunityRpc>> {
  const community = communityNamed(name);
  const location = { latitude: 30.6, longitude: 114.4, accuracyMetres: 5 };
  await community.addPoint({ id: POINT, name: "南门", address: "路", location }, NOW);
  const collector = {
    id: "collector-1",
    person: COLLECTOR,
    account: ACTOR.account,
    phone: "+8613900000678",
    maskedPhone: "",
    maskedName: "",
  };
  await community.addCollector(collector, NOW);
  await community.switchPost(ACTOR, POINT);
  return community;
}

const tracksOf = (shard: number) =>
  runInDurableObject(env.PEOPLE.getByName(`4201/people/${shard}`), (_, { storage }) =>
    storage.sql
      .exec("SELECT person, at, id, community, point_name, colour, latitude, longitude FROM tracks ORDER BY at, id")
      .toArray(),
  );

/** Runs the delivery duty at each of the given times, to shards that fail where `broken` is true. Returns what was delivered, and what then waits and is due. */
function deliver(
  community: DurableObjectStub<CommunityRpc>,
  clocks: readonly number[],
  broken: (shard: Destination, round: number) => boolean,
) {
  return runInDurableObject(community, async (_, { storage }) => {
    const deliveries: string[][] = [];
    let round = -1;
    const send = (shard: Destination, passes: readonly OutgoingPass[]) => {
      if (broken(shard, round)) return Promise.reject(new Error("down"));
      deliveries[round]?.push(`${shard}: ${passes.map(({ id }) => Number(id.slice(-12))).join(" ")}`);
      return Promise.resolve();
    };
    const passes = new PassStore(storage.sql);
    const store = new DeliveryStore(storage.sql);
    const delivery = deliveryDuty(passes, store, { send, random: () => 0 });
    const waiting: number[] = [];
    const due: (number | null)[] = [];
    for (const now of clocks) {
      round += 1;
      deliveries.push([]);
      await delivery.run(now);
      waiting.push(waitingPasses(passes, store));
      due.push(delivery.due());
    }
    return { deliveries, waiting, due };
  });
}

test("the passes of ten seconds are delivered together", async () => {
  const community = await aGate("gathered");
  await community.register(ACTOR, [passAt(1, 1), passAt(2, 2)], NOW);
  await community.register(ACTOR, [passAt(1, 3)], NOW + 5000);
  expect(await community.waiting()).toBe(3);
  expect(await runInDurableObject(community, (_, { storage }) => storage.getAlarm())).toBe(NOW + 10_000);
});

test("a registered pass stands in its person's track, once, without any data of the collector", async () => {
  const community = await aGate("420107001002");
  const at = Date.now() - HOUR;
  await community.register(ACTOR, [passAt(1, 1), passAt(2, 2)], at);
  await community.register(ACTOR, [passAt(1, 3)], at + 5000);
  await vi.waitFor(async () => expect(await community.waiting()).toBe(0), PATIENT);
  const row = (shard: number, index: number, when: number) => ({
    person: String(shard).repeat(24),
    at: when,
    id: passAt(shard, index).id,
    community: "420107001002",
    point_name: "南门",
    colour: "green",
    latitude: 30.6,
    longitude: 114.4,
  });
  expect(await tracksOf(1)).toEqual([row(1, 1, at), row(1, 3, at + 5000)]);
  expect(await tracksOf(2)).toEqual([row(2, 2, at)]);
  // Delivers all passes again, as after a failure between the delivery and the move of the cursor.
  await runInDurableObject(community, (_, { storage }) => storage.sql.exec("UPDATE outbox SET cursor = 0").toArray());
  await runInDurableObject(community, (instance) => ringAlarm(instance));
  expect(await community.waiting()).toBe(0);
  expect(await tracksOf(1)).toEqual([row(1, 1, at), row(1, 3, at + 5000)]);
});

test("a pass of another issuer's person without its code is not delivered and does not wait", async () => {
  const community = await aGate("foreign");
  await community.register(ACTOR, [passAt(null, 1)], NOW);
  expect(await community.waiting()).toBe(0);
  expect(await deliver(community, [NOW], () => false)).toEqual({ deliveries: [[]], waiting: [0], due: [null] });
});

test("a shard that refuses its passes delays no other, and gets each of them later", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const community = await aGate("late");
  await community.register(ACTOR, [passAt(1, 1), passAt(2, 2)], NOW);
  const first = await deliver(community, [NOW, NOW + 100], (shard) => shard === 2);
  expect(first).toEqual({ deliveries: [["1: 1"], []], waiting: [1, 1], due: [NOW + 500, NOW + 500] });
  await community.register(ACTOR, [passAt(1, 3), passAt(2, 4)], NOW + 200);
  const second = await deliver(community, [NOW + 200, NOW + 500, NOW + 1500], (shard, round) => shard === 2 && round < 2);
  expect(second).toEqual({
    deliveries: [["1: 3"], [], ["2: 2 4"]],
    waiting: [2, 2, 0],
    due: [NOW + 500, NOW + 1500, null],
  });
  log.mockRestore();
});

test("the home of another issuer's code is a destination beside the shards, and what an earlier release kept for it goes out after the update", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const community = await aGate("homes");
  const foreign = (index: number, issuer: string) => ({ ...passAt(null, index), issuer, proof: "AA" });
  await community.register(ACTOR, [foreign(1, "44"), passAt(44, 2), foreign(3, "51")], NOW);
  const first = await deliver(community, [NOW, NOW + 500], (destination, round) => destination === "44" && round === 0);
  expect(first).toEqual({ deliveries: [["44: 2", "51: 3"], ["44: 1"]], waiting: [1, 0], due: [NOW + 500, null] });
  await runInDurableObject(community, (_, { storage: { sql } }) => {
    // As the earlier release left it: no cursor of a home, and its common cursor has passed the rows.
    sql.exec("DROP TABLE late_destinations");
    sql.exec("DROP INDEX passes_waiting");
    sql.exec(
      "CREATE TABLE late_shards (shard INTEGER PRIMARY KEY, cursor INTEGER NOT NULL, attempts INTEGER NOT NULL, retry_at INTEGER NOT NULL) STRICT",
    );
    sql.exec("INSERT INTO late_shards (shard, cursor, attempts, retry_at) VALUES (44, 1, 3, 7)");
    for (const column of ["answer", "policy", "local_colour"]) sql.exec(`ALTER TABLE passes DROP COLUMN ${column}`);
    sql.exec("UPDATE schema SET version = version - 3");
    sql.exec("UPDATE passes SET proof = NULL WHERE issuer = '51'");
  });
  await evictDurableObject(community);
  const late = await runInDurableObject(community, (_, { storage }) => new DeliveryStore(storage.sql).late());
  expect(late).toEqual([
    { destination: 44, cursor: 1, attempts: 3, retryAt: 7 },
    { destination: "44", cursor: 0, attempts: 0, retryAt: 0 },
  ]);
  const second = await deliver(community, [NOW + 1000], () => false);
  expect(second).toEqual({ deliveries: [["44: 2", "44: 1"]], waiting: [0], due: [null] });
  log.mockRestore();
});

test("more than one batch goes out at once, also for a shard that catches up", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const community = await aGate("batches");
  await community.register(
    ACTOR,
    Array.from({ length: 1100 }, (_, index) => passAt(1 + (index % 2), index)),
    NOW,
  );
  const clocks = [0, 1, 2, 600, 601, 602].map((ms) => NOW + ms);
  const { deliveries, waiting } = await deliver(community, clocks, (shard, round) => shard === 2 && round < 3);
  expect(deliveries.map((each) => each.map((line) => `${line.slice(0, 1)}×${line.split(" ").length - 1}`))).toEqual([
    ["1×250"],
    ["1×250"],
    ["1×50"],
    ["2×250"],
    ["2×250"],
    ["2×50"],
  ]);
  expect(waiting).toEqual([850, 600, 550, 300, 50, 0]);
  log.mockRestore();
});

test("an undelivered pass leaves at its end too, counted and logged; later passes are delivered", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const community = await aGate("over");
  await community.register(ACTOR, [passAt(1, 1), passAt(2, 2)], NOW);
  await deliver(community, [NOW], (shard) => shard === 2);
  await community.register(ACTOR, [passAt(1, 3)], NOW);
  const counted = await runInDurableObject(community, async (_, state) => {
    const stores = {
      passes: new PassStore(state.storage.sql),
      staff: new StaffStore(state.storage.sql),
      seconds: new SecondUseStore(state.storage.sql),
      deliveries: new DeliveryStore(state.storage.sql),
      counts: new CountStore(state.storage.sql),
    };
    await new Alarm(state, [passRetention(state.storage, stores)]).ring(NOW + 31 * DAY);
    return state.storage.sql.exec("SELECT passes, undelivered FROM removed_passes").toArray();
  });
  expect(counted).toEqual([{ passes: 3, undelivered: 2 }]);
  expect(log).toHaveBeenLastCalledWith("2 passes were removed at the end of their retention without having been delivered");
  // The table of passes is empty, so the numbers of its rows begin at 1 again.
  await community.addCollector(
    { id: "collector-1", person: COLLECTOR, account: ACTOR.account, phone: "+8613900000678", maskedPhone: "", maskedName: "" },
    NOW,
  );
  await community.register(ACTOR, [passAt(1, 4), passAt(2, 5)], NOW + 32 * DAY);
  const after = await deliver(community, [NOW + 32 * DAY], () => false);
  expect(after).toEqual({ deliveries: [["1: 4", "2: 5"]], waiting: [0], due: [null] });
  log.mockRestore();
});

test("a track leaves with its day, in pieces of a thousand, counted, and old passes are not read any more", async () => {
  const people = env.PEOPLE.getByName("4201/people/7");
  const person = "7".repeat(24) as PersonKey;
  const old = TODAY - 31 * DAY;
  const one = { person, community: "420107001002", pointName: "门", colour: "none" as const, latitude: null, longitude: null };
  await people.record(Array.from({ length: 1500 }, (_, index) => ({ ...one, id: passAt(7, index).id, at: old + index })));
  await people.record([{ ...one, id: passAt(7, 2000).id, at: TODAY }]);
  const left = () =>
    runInDurableObject(people, (_, { storage }) => storage.sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM tracks").one().n);
  const counts: number[] = [];
  for (let ring = 0; ring < 3; ring += 1) {
    await runDurableObjectAlarm(people);
    counts.push(await left());
  }
  expect(counts).toEqual([501, 1, 1]);
  const removed = await runInDurableObject(people, (_, { storage }) =>
    storage.sql.exec("SELECT SUM(passes) AS passes FROM removed_tracks").toArray(),
  );
  expect(removed).toEqual([{ passes: 1500 }]);
  expect(await runInDurableObject(people, (_, { storage }) => storage.getAlarm())).toBe(TODAY + 31 * DAY);
});

test("the statement for a track searches a month of ranges and scans nothing", async () => {
  const plan = await runInDurableObject(env.PEOPLE.getByName("4201/people/1"), (_, { storage }) =>
    storage.sql
      .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${trackStatement(2)}`, null, null, null, null, null)
      .toArray()
      .map(({ detail }) => detail),
  );
  expect(plan).toEqual(["SEARCH tracks USING PRIMARY KEY (day=? AND person=? AND at>?)"]);
});
