/** The alarm removes expired passes piece by piece and counts them, and removes nothing else. On the real object. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import type { AccountKey, Actor, PersonKey } from "../../../src/domain/access/keys.ts";
import { dateOf } from "../../../src/domain/china-time.ts";
import type { PassId, PointId } from "../../../src/domain/community/community.ts";
import { Alarm } from "../../../src/objects/duty/alarm.ts";
import { CountStore } from "../../../src/objects/community/count-store.ts";
import { DeliveryStore } from "../../../src/objects/community/delivery.ts";
import { migrations } from "../../../src/objects/community/migrations.ts";
import type { CommunityRpc } from "../../../src/objects/community/rpc.ts";
import { PassStore } from "../../../src/objects/community/pass-store.ts";
import { SecondUseStore } from "../../../src/objects/community/second-use-store.ts";
import { StaffStore } from "../../../src/objects/community/staff-store.ts";
import { passRetention } from "../../../src/objects/community/pass-retention.ts";
import { PATIENT } from "../../support/patience.ts";
import { aUse } from "../builders.ts";
import { communityNamed, writePassages } from "../passages.ts";

const HOUR = 3_600_000;
const MONTH = 30 * 24 * HOUR;
const PERSON = "a".repeat(24) as PersonKey;
const ACCOUNT = "b".repeat(24) as AccountKey;
const ACTOR: Actor = { account: ACCOUNT, person: PERSON, maskedPhone: "", provider: null };
const POINT = "018e0000-0000-7000-8000-000000000001" as PointId;
const EVERYTHING = [
  { person: null, point: null, collector: null, colour: null, mark: null, from: 0 },
  { at: Number.MAX_SAFE_INTEGER, seq: 0 },
  100,
] as const;

const aCollector = (id: string) => ({
  id,
  person: PERSON,
  account: ACCOUNT,
  phone: "+8613900000678",
  maskedPhone: "139*****678",
  maskedName: "王**",
});
const aPass = () => ({
  id: crypto.randomUUID() as PassId,
  person: PERSON,
  shard: 0,
  issuer: "4201",
  handle: "00",
  proof: null,
  kind: "live" as const,
  colour: "none" as const,
  maskedName: "王**",
  declaredAt: null,
  marks: 0,
  use: aUse(POINT),
});

async function aGate(name: string, now: number): Promise<DurableObjectStub<CommunityRpc>> {
  const community = communityNamed(name);
  await community.addPoint({ id: POINT, name: "南门", address: "路" }, now);
  await community.addCollector(aCollector("collector-1"), now);
  await community.switchPost(ACTOR, POINT);
  return community;
}

const alarmOf = (community: DurableObjectStub<CommunityRpc>) =>
  runInDurableObject(community, (_, { storage }) => storage.getAlarm());
const rowsOf = (community: DurableObjectStub<CommunityRpc>, query: string) =>
  runInDurableObject(community, (_, { storage }) => storage.sql.exec(query).toArray());

test("after the delivery and the count of the first pass, the alarm stands at the full hour after its end", async () => {
  const now = Math.floor(Date.now() / HOUR) * HOUR - HOUR + 1;
  const community = await aGate("armed", now);
  expect(await alarmOf(community)).toBeNull();
  await community.register(ACTOR, [aPass()], now);
  const due = now - 1 + HOUR + MONTH;
  await vi.waitFor(async () => expect(await alarmOf(community)).toBe(due), PATIENT);
  await community.register(ACTOR, [aPass()], now + HOUR / 2);
  await vi.waitFor(async () => expect(await community.waiting()).toBe(0), PATIENT);
  // The alarm is now set for the next report of counts, a minute after the last one.
  const [counted] = await rowsOf(community, "SELECT at FROM counted");
  await vi.waitFor(async () => expect(await alarmOf(community)).toBe(Number(counted?.at) + 60_000), PATIENT);
});

test("nothing leaves a millisecond early, a thousand leave per piece, each is counted by its day, and the last piece sets the alarm for the rest", async () => {
  const community = communityNamed("clocks");
  const newest = Math.floor(Date.now() / HOUR) * HOUR;
  await writePassages(community, { count: 6500, newest });
  const result = await runInDurableObject(community, async (_, state) => {
    const passes = new PassStore(state.storage.sql);
    const alarm = new Alarm(state, [
      passRetention(state.storage, {
        passes,
        staff: new StaffStore(state.storage.sql),
        seconds: new SecondUseStore(state.storage.sql),
        deliveries: new DeliveryStore(state.storage.sql),
        counts: new CountStore(state.storage.sql),
      }),
    ]);
    const left = () => state.storage.sql.exec<{ left: number }>("SELECT COUNT(*) AS left FROM passes").one().left;
    const at = newest + MONTH - HOUR;
    const counts: number[] = [];
    for (const now of [newest + MONTH - 6500_000, at, at, at, at]) {
      await alarm.ring(now);
      counts.push(left());
    }
    return {
      counts,
      alarm: await state.storage.getAlarm(),
      removed: state.storage.sql.exec("SELECT * FROM removed_passes").toArray(),
    };
  });
  expect(result).toEqual({
    counts: [6500, 5500, 4500, 3600, 3600],
    alarm: newest + MONTH,
    removed: [{ day: dateOf(newest + MONTH - HOUR), passes: 2900, undelivered: 0 }],
  });
});

test("after the last pass has left there is no alarm", async () => {
  const community = communityNamed("empty");
  await writePassages(community, { count: 10, newest: Date.now() - MONTH - HOUR });
  await evictDurableObject(community);
  await runDurableObjectAlarm(community);
  expect(await rowsOf(community, "SELECT id FROM passes")).toEqual([]);
  expect(await alarmOf(community)).toBeNull();
});

test("a removed collector keeps their passes, loses their right and phone here, and returns under the same id", async () => {
  const now = Date.now();
  const community = await aGate("removed", now);
  await community.register(ACTOR, [aPass()], now);
  await community.removeCollector("collector-1", now);
  expect(await community.register(ACTOR, [aPass()], now)).toEqual([{ ok: false, refusal: { code: "not_collector" } }]);
  expect(await community.collectors()).toEqual([]);
  expect(await rowsOf(community, "SELECT sealed_phone FROM collectors")).toEqual([{ sealed_phone: "" }]);
  const theirs = { collectorId: "collector-1", collectorPhone: "139*****678" };
  expect(await community.passes(...EVERYTHING)).toMatchObject({ value: { passes: [theirs] } });
  expect(await community.addCollector(aCollector("collector-2"), now)).toMatchObject({
    value: { id: "collector-1", phone: "+8613900000678", post: null },
  });
  await community.switchPost(ACTOR, POINT);
  await community.register(ACTOR, [aPass()], now);
  expect(await community.passes(...EVERYTHING)).toMatchObject({ value: { passes: [theirs, theirs] } });
});

test("a removed collector is deleted after the last pass that names them", async () => {
  const long = Date.now() - MONTH - HOUR;
  const community = await aGate("forgotten", long);
  await community.register(ACTOR, [aPass()], long);
  await community.removeCollector("collector-1", long);
  await runDurableObjectAlarm(community);
  expect(await rowsOf(community, "SELECT id FROM collectors UNION SELECT id FROM passes")).toEqual([]);
  expect(await alarmOf(community)).toBeNull();
});

test("a schema from before the history migrates with its passes, also those of a deleted collector", async () => {
  const community = communityNamed("grown");
  await runInDurableObject(community, (_, { storage }) => {
    for (const { name } of storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray())
      if (!name.startsWith("_") && !name.startsWith("sqlite")) storage.sql.exec(`DROP TABLE ${name}`);
    storage.sql.exec("CREATE TABLE schema (version INTEGER NOT NULL) STRICT; INSERT INTO schema VALUES (2)");
    for (const text of migrations.slice(0, 2)) storage.sql.exec(text);
    storage.sql.exec("INSERT INTO points (id, name, address, added_at) VALUES (?, '南门', '路', 0)", POINT);
    storage.sql.exec(
      `INSERT INTO passes (id, at, collector, point, person, issuer, handle, kind, colour, masked_name)
       VALUES ('018e0000-0000-7000-9000-000000000001', ?, 'gone', ?, 'p', '4201', '00', 'live', 'none', '尹**')`,
      Date.now(),
      POINT,
    );
  });
  await evictDurableObject(community);
  expect(await community.passes(...EVERYTHING)).toMatchObject({
    value: {
      passes: [
        { maskedName: "尹**", collectorId: expect.stringMatching(/^former-[0-9a-f]{18}$/), collectorPhone: "***********" },
      ],
    },
  });
  await vi.waitFor(async () => expect(await alarmOf(community)).toBeGreaterThan(Date.now()), PATIENT);
});
