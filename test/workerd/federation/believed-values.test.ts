/** What the Trust object writes to KV for verifiers: rows only when they change, before the value that names them, and old rows are removed. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { DAY_MS, MINUTE_MS } from "../../../src/domain/instant.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { PUBLICATIONS } from "../../../src/objects/duty/publication.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { BELIEVED_VALUES, BelievedValues } from "../../../src/objects/trust/believed-values.ts";
import { KEPT } from "../../../src/objects/trust/kept-store.ts";
import { TRUST_BELIEVED_KEY, TRUST_KEYS_KEY, trustRowsKey } from "../../../src/storage/schema.ts";
import { believedRows, believedTrust } from "../../../src/storage/trust.ts";
import type { BelievedIssuer } from "../../../src/token/federation/believed.ts";
import { shardNameOf } from "../../../src/token/federation/believed-text.ts";
import { notingKv } from "../believed.ts";

const NOW = Date.UTC(2026, 3, 1);
const HEAD = `put ${TRUST_BELIEVED_KEY}`;

function aRow(code: string, isSuspended = false): BelievedIssuer {
  const limits = {
    from: 0,
    until: null,
    statedUntil: NOW + DAY_MS,
    isSuspended,
    maxLifetimeMinutes: { live: 1440, paper: 1440 },
  };
  const name = { zh: code, en: code };
  return {
    code: code as IssuerCode,
    name,
    origin: `https://r${code}.example.cn`,
    mode: "A",
    membership: limits,
    jwks: { keys: [] },
  };
}

/** In three shards: 83 is in that of 51. */
const ROWS = [aRow("0"), aRow("36"), aRow("51"), aRow("83")];
const SUSPENDED = [...ROWS.slice(0, 3), aRow("83", true)];

let objects = 0;

/** Runs an act on the tables of a new object. */
async function onTables(act: (tables: ReturnType<typeof tablesOf>) => Promise<void>): Promise<void> {
  objects += 1;
  await runInDurableObject(env.TRUST.getByName(`values-${objects}`), (_, { storage }) => act(tablesOf(storage)));
}

function tablesOf(storage: DurableObjectStorage) {
  const values = new BelievedValues(storage.sql);
  const { kv, taken, failIf } = notingKv();
  const publish = (rows: readonly BelievedIssuer[], now: number) =>
    values.publish(kv, rows, { issuedAt: now, expiresAt: now + DAY_MS }, now);
  return { storage, publish, taken, failIf };
}

async function keyOf(code: string): Promise<string> {
  const name = shardNameOf((await believedTrust(env.PUBLISHED))?.shards ?? [], code as IssuerCode);
  return trustRowsKey(name ?? "");
}

const has = async (key: string): Promise<boolean> => (await env.PUBLISHED.get(key)) !== null;

test("the first moment writes each shard that has members, then the value that names them; the same one again writes that value alone", async () => {
  await onTables(async ({ publish, taken }) => {
    await publish(ROWS, NOW);
    const first = taken();
    expect(first).toHaveLength(4);
    expect(first.at(-1)).toBe(HEAD);
    await publish(ROWS.toReversed(), NOW + MINUTE_MS);
    expect(taken()).toEqual([HEAD]);
    const { shards = [], issuedAt } = (await believedTrust(env.PUBLISHED)) ?? {};
    expect([shards.length, issuedAt]).toEqual([32, NOW + MINUTE_MS]);
    const rows = await believedRows(env.PUBLISHED, shardNameOf(shards, "83" as IssuerCode) ?? "");
    expect(JSON.parse(rows ?? "")).toEqual([aRow("51"), aRow("83")]);
    expect(shardNameOf(shards, "44" as IssuerCode)).toBeNull();
  });
});

test("a change of a member writes its shard and the value that names it, and the earlier rows are removed after ten minutes", async () => {
  await onTables(async ({ publish, taken }) => {
    await publish(ROWS, NOW);
    const earlier = await keyOf("83");
    taken();
    await publish(SUSPENDED, NOW + 1);
    const later = await keyOf("83");
    expect(taken()).toEqual([`put ${later}`, HEAD]);
    await publish(SUSPENDED, NOW + 10 * MINUTE_MS);
    expect([taken(), await has(earlier)]).toEqual([[HEAD], true]);
    await publish(SUSPENDED, NOW + 1 + 10 * MINUTE_MS);
    expect(taken()).toEqual([HEAD, `delete ${earlier}`]);
    expect([await has(earlier), await has(later)]).toEqual([false, true]);
    await publish(ROWS, NOW + 20 * MINUTE_MS);
    expect(taken()).toEqual([`put ${earlier}`, HEAD]);
  });
});

test("rows that are named again before they are removed stay, and are not written again", async () => {
  await onTables(async ({ publish, taken }) => {
    await publish(ROWS, NOW);
    await publish(SUSPENDED, NOW + 1);
    taken();
    await publish(ROWS, NOW + 2);
    expect(taken()).toEqual([HEAD]);
    await publish(ROWS, NOW + 11 * MINUTE_MS);
    expect(taken()).toEqual([HEAD, expect.stringMatching(/^delete trust\/rows\/19-/)]);
    expect(await has(await keyOf("83"))).toBe(true);
  });
});

test("rows that KV did not take are not named, and are written again; what it may have taken is removed when nothing names it", async () => {
  await onTables(async ({ publish, taken, failIf }) => {
    await publish(ROWS, NOW);
    taken();
    failIf((call) => call.startsWith("put trust/rows/"));
    await expect(publish(SUSPENDED, NOW + 1)).rejects.toThrow("no answer");
    const [refused = ""] = taken();
    expect(refused).toMatch(/^put trust\/rows\/19-/);
    failIf(() => false);
    await publish(SUSPENDED, NOW + 2);
    expect(taken()).toEqual([refused, HEAD]);
    failIf((call) => call.startsWith("put trust/rows/"));
    await expect(publish([aRow("36", true)], NOW + 3)).rejects.toThrow("no answer");
    const [lost = ""] = taken();
    failIf(() => false);
    await publish(SUSPENDED, NOW + 20 * MINUTE_MS);
    await publish(SUSPENDED, NOW + 40 * MINUTE_MS);
    expect(taken()).toContain(lost.replace("put", "delete"));
  });
});

test("rows whose removal had no answer are written again when they are named again", async () => {
  await onTables(async ({ publish, taken, failIf }) => {
    await publish(ROWS, NOW);
    const key = await keyOf("83");
    await publish(SUSPENDED, NOW + 1);
    failIf((call) => call.startsWith("delete"));
    await expect(publish(SUSPENDED, NOW + 20 * MINUTE_MS)).rejects.toThrow("no answer");
    failIf(() => false);
    taken();
    await publish(ROWS, NOW + 21 * MINUTE_MS);
    expect(taken()).toEqual([`put ${key}`, HEAD]);
  });
});

test("rows that KV has lost come back after a day", async () => {
  await onTables(async ({ publish, taken }) => {
    await publish(ROWS, NOW);
    await env.PUBLISHED.delete(await keyOf("83"));
    await publish(ROWS, NOW + DAY_MS - 1);
    taken();
    await publish(ROWS, NOW + DAY_MS);
    expect(taken()).toHaveLength(4);
    expect(await has(await keyOf("83"))).toBe(true);
  });
});

test("after an earlier release the values are due at once, and its value of all members goes after ten minutes", async () => {
  await onTables(async ({ storage, publish, taken }) => {
    await storage.deleteAll();
    migrate(storage, [KEPT, PUBLICATIONS]);
    const due = () => storage.sql.exec("SELECT topic FROM publications WHERE published < changes").toArray();
    storage.sql.exec("INSERT INTO publications (topic, changes, published) VALUES ('believed', 7, 7), ('state', 7, 7)");
    await env.PUBLISHED.put(TRUST_KEYS_KEY, "[]");
    migrate(storage, [KEPT, PUBLICATIONS, BELIEVED_VALUES]);
    expect(due()).toEqual([{ topic: "believed" }]);
    await publish(ROWS, NOW);
    await publish(ROWS, NOW + 10 * MINUTE_MS - 1);
    expect(await has(TRUST_KEYS_KEY)).toBe(true);
    taken();
    await publish(ROWS, NOW + 10 * MINUTE_MS);
    expect(taken()).toEqual([HEAD, `delete ${TRUST_KEYS_KEY}`]);
  });
});
