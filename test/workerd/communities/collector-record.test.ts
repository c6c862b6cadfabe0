/** One collector's record over HTTP: their point, and their passes by day and point. Source: product.md §4. */
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { CollectorRecord } from "../../../src/contract/collector.ts";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { COUNT_PASSES, recordOf } from "../../../src/objects/community/collector-record.ts";
import { aPhone, COMMUNITY } from "../builders.ts";
import { COLLECTORS, communityNamed, POINTS, writePassages } from "../passages.ts";
import { Visitor } from "../visitor.ts";

const COUNT = 40;
const HOUR = 3_600_000;

let office: Visitor;
/** A midnight in Beijing, ms. Twenty passes are before it and twenty from it on, a second apart. */
let midnight: number;

const pathOf = (id: string) => `/api/v1/communities/${COMMUNITY}/collectors/${id}`;
const dayOf = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10);

beforeAll(async () => {
  const phone = aPhone();
  office = await new Visitor().logIn(phone);
  await office.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  midnight = Math.floor((Date.now() + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR - 48 * HOUR;
  await writePassages(communityNamed(COMMUNITY), { count: COUNT, newest: midnight + 19_000 });
  await runInDurableObject(communityNamed(COMMUNITY), (_, { storage }) => {
    storage.sql.exec("UPDATE collectors SET post = ? WHERE id = ?", POINTS[1] ?? "", COLLECTORS[0] ?? "");
    storage.sql.exec("UPDATE collectors SET removed_at = 1600000000000 WHERE id = ?", COLLECTORS[1] ?? "");
    storage.sql.exec("UPDATE passes SET point = ? WHERE seq = 1", POINTS[1] ?? "");
  });
});

test("a collector's record shows their point, and their passes by day of Beijing and by point", async () => {
  const record = await office.ask<CollectorRecord>("GET", pathOf(COLLECTORS[0] ?? ""));
  const count = (at: number, point: number, passes: number) => ({
    day: dayOf(at),
    pointId: POINTS[point],
    pointName: ["南门", "=北门,侧"][point],
    passes,
  });
  expect(record).toEqual({
    id: COLLECTORS[0],
    maskedName: "王**",
    maskedPhone: "130*****678",
    proof: "none",
    addedAt: "1970-01-01T00:00:00.000Z",
    removedAt: null,
    post: "=北门,侧",
    total: 20,
    since: expect.stringMatching(/^20/),
    counts: [count(midnight, 0, 5), count(midnight, 1, 5), count(midnight - 1, 0, 5), count(midnight - 1, 1, 5)],
  });
});

test("a removed collector is found while passes name them, with the time of the removal", async () => {
  const record = await office.ask<CollectorRecord>("GET", pathOf(COLLECTORS[1] ?? ""));
  expect(record).toMatchObject({ post: null, removedAt: "2020-09-13T12:26:40.000Z", total: 20 });
});

test("beyond the limit the newest passes are counted, and the record states their beginning", async () => {
  const record = await runInDurableObject(communityNamed(COMMUNITY), (_, { storage }) => {
    const staff = { person: "person-0" as PersonKey, post: null, addedAt: 0, removedAt: null };
    const rest = { id: "collector-A", account: "" as never, sealedPhone: "", maskedPhone: "", maskedName: "" };
    return recordOf(storage.sql, { ...staff, ...rest }, [], Date.now(), 5);
  });
  expect(record).toMatchObject({ ok: true, value: { total: 5, since: midnight + 11_000 } });
});

test("passes past their retention are not counted", async () => {
  const record = await runInDurableObject(communityNamed(COMMUNITY), (community) =>
    community.collectorRecord(COLLECTORS[0] ?? "", midnight + 30 * 24 * HOUR),
  );
  expect(record).toMatchObject({ ok: true, value: { total: 10 } });
});

test("the count uses the index of collectors", async () => {
  const plan = await runInDurableObject(communityNamed(COMMUNITY), (_, { storage }) =>
    storage.sql
      .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${COUNT_PASSES}`, null, null, null)
      .toArray()
      .map(({ detail }) => detail),
  );
  expect(plan).toContain("SEARCH passes USING INDEX passes_collector (collector=? AND at>?)");
  expect(plan.filter((line) => line.startsWith("SCAN passes"))).toEqual([]);
});

test.each(["person-nobody", "x", "%00"])("the id %s belongs to nobody", async (id) => {
  expect(await office.refusal("GET", pathOf(id))).toBe("404 collector_not_found");
});

test("only an administrator sees a collector's record", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  expect(await visitor.refusal("GET", pathOf(COLLECTORS[0] ?? ""))).toBe("403 not_administrator");
});
