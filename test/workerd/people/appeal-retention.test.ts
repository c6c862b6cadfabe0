/** Appeals and their files on the real runtime: removed at the end of their retention, found by an index, and hidden from an account that manages the person only later. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { AppealFileStore } from "../../../src/objects/people/appeal/file-store.ts";
import { AppealStore } from "../../../src/objects/people/appeal/appeal-store.ts";
import { aListed, anOfficer, answer, appeal, appealsOf, refusedAppeal } from "./appellant.ts";
import { anAppealWithFile, pathOf, send, stored } from "../proofs.ts";
import type { Visitor } from "../visitor.ts";

const DAY_MS = 86_400_000;

let officer: Visitor;

beforeAll(async () => {
  officer = await anOfficer("陈守诚");
});

const shards = Array.from({ length: 16 }, (_, shard) => env.PEOPLE.getByName(`42/people/${shard}`));

/** Runs a statement that ages rows in every shard, and then rings each shard's alarm. */
async function later(statement: string, ...bindings: readonly (string | number)[]): Promise<void> {
  for (const shard of shards) {
    await runInDurableObject(shard, (_, { storage }) => {
      storage.sql.exec(statement, ...bindings);
      return storage.setAlarm(Date.now());
    });
    await runDurableObjectAlarm(shard);
  }
}

test("a file that no appeal names leaves after a day, and cannot be named from then on", async () => {
  const resident = await aListed();
  const id = crypto.randomUUID();
  const before = await stored();
  const file = await send(resident, id);
  await later("UPDATE appeal_files SET at = ? WHERE id = ?", Date.now() - DAY_MS, file);
  expect(await refusedAppeal(resident, { id, files: [file] })).toBe("409 file_missing");
  expect((await stored()).length).toBe(before.length + 1);
  await later("UPDATE appeal_files SET at = ? WHERE id = ?", Date.now() - DAY_MS - 2 * 3_600_000, file);
  expect(await stored()).toEqual(before);
  expect(await resident.visitor.refusal("GET", pathOf(resident, id, file))).toBe("404 file_not_found");
});

test("an answered appeal leaves with its files 180 days after its answer, and a waiting one never", async () => {
  const { resident, id, key } = await anAppealWithFile();
  const waiting = await anAppealWithFile();
  await answer(officer, id, { decision: "refuse", reason: "名单无误" });
  const old = Date.now() - 180 * DAY_MS;
  await later("UPDATE appeals SET at = ?", old);
  expect((await appealsOf(resident)).map(({ state }) => state)).toEqual(["refused"]);
  await later("UPDATE appeals SET answered_at = ? WHERE answered_at IS NOT NULL", old - 3_600_000);
  expect([await appealsOf(resident), (await appealsOf(waiting.resident)).length]).toEqual([[], 1]);
  const left = await stored();
  expect([left.includes(key), left.includes(waiting.key)]).toEqual([false, true]);
});

test("due rows are searched by index, without a scan", async () => {
  const plans = await runInDurableObject(env.PEOPLE.getByName("42/people/0"), (_, { storage }) => {
    const statements: string[] = [];
    const exec = (text: string, ...bindings: unknown[]) => {
      statements.push(text);
      return storage.sql.exec(text, ...bindings);
    };
    const listening = { exec } as SqlStorage;
    const [appeals, files] = [new AppealStore(listening), new AppealFileStore(listening)];
    appeals.oldestAnswer();
    appeals.answeredUntil(0, 1);
    files.oldestLoose();
    files.looseUntil(0, 1);
    return statements.map((text) =>
      storage.sql
        .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, ...Array.from(text.matchAll(/\?/g), () => null))
        .toArray()
        .map(({ detail }) => detail),
    );
  });
  expect(plans).toEqual([
    ["SEARCH appeals USING COVERING INDEX appeals_answered (answered_at>?)"],
    ["SEARCH appeals USING COVERING INDEX appeals_answered (answered_at<?)"],
    ["SEARCH appeal_files USING INDEX appeal_files_loose"],
    ["SEARCH appeal_files USING INDEX appeal_files_loose (at<?)"],
  ]);
});

test("a new manager of an abandoned person sees no earlier appeal, and may write one", async () => {
  const { resident, id, file } = await anAppealWithFile();
  const { visitor, person, number } = resident;
  await visitor.ask("DELETE", `/api/v1/people/${person.id}`);
  const newcomer = { ...resident, person: await visitor.bind("尹小满", number) };
  await visitor.declare(newcomer.person);
  expect(await appealsOf(newcomer)).toEqual([]);
  expect(await visitor.refusal("GET", pathOf(newcomer, id, file))).toBe("404 file_not_found");
  expect((await appeal(newcomer)).state).toBe("waiting");
});
