/** The chain of looks (records that somebody looked at a person's data): a change, removal or insertion of a row is noticed, and the removal of expired rows does not break it. On a real object. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { DivisionRpc } from "../../../src/objects/division/rpc.ts";
import { following } from "./chains.ts";

const DAY = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

const divisionNamed = (name: string) => env.DIVISION.getByName(`4201/division/${name}`);
const aLook = (at: number, text: string) => ({
  at,
  office: "420107",
  maskedPhone: "139*****001",
  maskedName: "尹**",
  purpose: { kind: "other" as const, text },
  extent: "whole" as const,
});
const exec = (division: DurableObjectStub<DivisionRpc>, statement: string) =>
  runInDurableObject(division, (_, { storage }) => storage.sql.exec(statement).toArray());

/** The `text` of each look, from the first on, up to the first row with a wrong hash. */
async function checked(division: DurableObjectStub<DivisionRpc>): Promise<readonly string[]> {
  const good = await following(division, "looks");
  const rows = (await exec(division, "SELECT seq, text FROM looks ORDER BY seq")) as { seq: number; text: string }[];
  return rows.filter(({ seq }) => good.includes(seq)).map(({ text }) => text);
}

test("looks of one turn stand in one chain, each covered by the next", async () => {
  const division = divisionNamed("at-once");
  const texts = Array.from({ length: 20 }, (_, index) => String(index));
  await runInDurableObject(division, async (object) => {
    await Promise.all(texts.map((text) => object.noteLook(aLook(Date.now(), text))));
  });
  expect(await checked(division)).toEqual(texts);
});

test("the tables refuse to change or drop a look", async () => {
  const division = divisionNamed("append-only");
  await division.noteLook(aLook(Date.now(), "stays"));
  const refusals = await runInDurableObject(division, (_, { storage }) =>
    ["UPDATE looks SET text = 'other'", "DELETE FROM looks"].map((statement) => {
      try {
        storage.sql.exec(statement);
        return null;
      } catch (refusal) {
        return String(refusal);
      }
    }),
  );
  expect(refusals).toEqual([expect.stringContaining("append-only"), expect.stringContaining("append-only")]);
  expect(await checked(division)).toEqual(["stays"]);
});

test("a row that was changed on the disk breaks the chain at that row", async () => {
  const division = divisionNamed("forged");
  for (const text of ["a", "b", "c"]) await division.noteLook(aLook(Date.now(), text));
  await exec(division, "DROP TRIGGER looks_are");
  await exec(division, "UPDATE looks SET office = '4201' WHERE seq = 2");
  expect(await checked(division)).toEqual(["a"]);
});

test("after 180 days looks are shown to nobody, leave by alarm and are counted, and the rest can still be checked", async () => {
  const division = divisionNamed("old");
  const now = Date.now();
  for (const [age, text] of [
    [181, "old"],
    [180.5, "older by a day"],
    [179, "young"],
    [0, "new"],
  ] as const)
    await division.noteLook(aLook(now - age * DAY, text));
  expect((await division.looks(Number.MAX_SAFE_INTEGER, 10, now)).map(({ purpose }) => purpose.text)).toEqual(["new", "young"]);
  await runDurableObjectAlarm(division);
  expect(await exec(division, "SELECT text FROM looks")).toEqual([{ text: "young" }, { text: "new" }]);
  expect(await checked(division)).toEqual(["young", "new"]);
  expect(await exec(division, "SELECT looks FROM removed_looks")).toEqual([{ looks: 2 }]);
  await division.noteLook(aLook(now, "next"));
  expect(await checked(division)).toEqual(["young", "new", "next"]);
  vi.setSystemTime(Math.ceil((now + DAY) / 3_600_000) * 3_600_000);
  await runDurableObjectAlarm(division);
  expect(await checked(division)).toEqual(["new", "next"]);
});

test("the looks at one person are searched by index", async () => {
  const plan = await runInDurableObject(env.PEOPLE.getByName("4201/people/0"), (_, { storage }) =>
    storage.sql
      .exec<{ detail: string }>(
        "EXPLAIN QUERY PLAN SELECT * FROM looks WHERE subject = ? AND seq < ? AND at > ? ORDER BY seq DESC LIMIT ?",
        "",
        0,
        0,
        0,
      )
      .toArray()
      .map(({ detail }) => detail),
  );
  expect(plan).toEqual(["SEARCH looks USING INDEX looks_subject (subject=? AND seq<?)"]);
});
