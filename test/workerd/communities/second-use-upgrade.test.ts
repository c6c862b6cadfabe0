/** A community with passes of the release before codes counted once: it migrates, answers its repeats, and counts from then on. The notes go with their passes. On the real object. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { AccountKey, Actor, PersonKey } from "../../../src/domain/access/keys.ts";
import type { PassId, PointId } from "../../../src/domain/community/community.ts";
import type { Use } from "../../../src/domain/community/use.ts";
import { migrations } from "../../../src/objects/community/migrations.ts";
import type { PassInput } from "../../../src/objects/community/pass.ts";
import { communityNamed } from "../passages.ts";

const PERSON = "a".repeat(24) as PersonKey;
const ACTOR: Actor = { account: "b".repeat(24) as AccountKey, person: PERSON, maskedPhone: "", provider: null };
const POINT = "018e0000-0000-7000-8000-000000000001" as PointId;
const OLD = "018e0000-0000-7000-9000-000000000001" as PassId;
const MONTH = 30 * 86_400_000;
const HOUR = 3_600_000;
/** The number of migrations that the earlier release had. */
const BEFORE = migrations.findIndex((text) => text.includes("proof_at"));

const aPass = (id: string, proofAt: number): PassInput => ({
  id: id as PassId,
  person: PERSON,
  shard: 0,
  issuer: "4201",
  handle: "00",
  proof: null,
  kind: "live",
  colour: "none",
  maskedName: "尹**",
  declaredAt: null,
  marks: 0,
  use: { proofAt, point: POINT, earlier: null },
});

/** A community as the earlier release left it, with one pass at the time `at`. */
async function anOldCommunity(name: string, at: number) {
  const community = communityNamed(name);
  await runInDurableObject(community, (_, { storage }) => {
    const tables = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
    for (const { name: table } of tables)
      if (!table.startsWith("_") && !table.startsWith("sqlite")) storage.sql.exec(`DROP TABLE ${table}`);
    storage.sql.exec(`CREATE TABLE schema (version INTEGER NOT NULL) STRICT; INSERT INTO schema VALUES (${BEFORE})`);
    for (const text of migrations.slice(0, BEFORE)) storage.sql.exec(text);
    storage.sql.exec("INSERT INTO points (id, name, address, added_at) VALUES (?, '南门', '路', 0)", POINT);
    storage.sql.exec(
      `INSERT INTO collectors (person, id, account, sealed_phone, masked_phone, masked_name, added_at, post)
       VALUES (?, 'collector-1', ?, '', '', '陈**', 0, ?)`,
      PERSON,
      ACTOR.account,
      POINT,
    );
    storage.sql.exec(
      `INSERT INTO passes (id, at, collector, point, person, issuer, handle, kind, colour, masked_name, marks)
       VALUES (?, ?, ?, ?, ?, '4201', '00', 'live', 'none', '尹**', 512)`,
      OLD,
      at,
      PERSON,
      POINT,
      PERSON,
    );
  });
  await evictDurableObject(community);
  return community;
}

test("a pass of the earlier release keeps its marks, answers its repeat, and is no use of a later code", async () => {
  const now = Date.now();
  const community = await anOldCommunity("before", now - 1000);
  const fresh = crypto.randomUUID() as PassId;
  expect(await community.register(ACTOR, [aPass(OLD, 0), aPass(fresh, 0), aPass(crypto.randomUUID(), 0)], now)).toEqual([
    { ok: true, value: { id: OLD, at: now - 1000, point: POINT, second: null } },
    { ok: true, value: { id: fresh, at: now, point: POINT, second: null } },
    { ok: true, value: { id: fresh, at: now, point: POINT, second: null } },
  ]);
  const everything = { person: null, point: null, collector: null, colour: null, mark: null, from: 0 };
  expect(await community.passes(everything, { at: Number.MAX_SAFE_INTEGER, seq: 0 }, 9)).toMatchObject({
    value: {
      passes: [
        { id: fresh, marks: 0 },
        { id: OLD, marks: 512 },
      ],
    },
  });
});

test("the note of a second use is deleted with its pass", async () => {
  const long = Date.now() - MONTH - HOUR;
  const community = await anOldCommunity("over", long);
  const later: Use = {
    pass: crypto.randomUUID() as PassId,
    issuer: "4201",
    handle: "00",
    proofAt: 0,
    at: long,
    place: { division: "420107001003", community: "和平社区", point: POINT, name: "西门", location: null },
  };
  const notes = () =>
    runInDurableObject(community, (_, { storage }) => storage.sql.exec("SELECT pass FROM second_uses").toArray());
  await community.noteLaterUses([{ pass: OLD, later }], long + 60_000);
  await community.noteLaterUses([{ pass: OLD, later }], long + 70_000);
  expect(await notes()).toEqual([{ pass: OLD }]);
  await runInDurableObject(community, (_, { storage }) => storage.setAlarm(Date.now() + HOUR));
  await runDurableObjectAlarm(community);
  expect(await notes()).toEqual([]);
});
