/** A file of facts for a large issuer: its lines belong to persons in more than 256 shards, and one alarm calls at most 256 of them. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { dateOf } from "../../../src/domain/china-time.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import type { ObjectsEnv } from "../../../src/objects/env.ts";
import { ImportStore } from "../../../src/objects/list-import/import-store.ts";
import { factList } from "../../../src/objects/list-import/lists.ts";
import { listStores } from "../../../src/objects/list-import/stores.ts";
import { importDuty } from "../../../src/objects/list-import/import-duty.ts";
import { open } from "../../../src/token/secret/seal.ts";
import { openSecrets } from "../../../src/token/secret/secrets.ts";

const HUBEI = "42" as IssuerCode;
const SHARDS = 4096;
/** The number of lines: few, because each called shard creates an object, but enough to call more than 256 shards. */
const LINES = 290;
const HEADING = "证件类型,国籍,证件号码,名单,开始日期,来源地区,编号";

function aList(letter: string): string {
  const from = dateOf(Date.now());
  const line = (_: unknown, n: number) => `20,CHN,${letter}${String(n).padStart(8, "0")},close_contact,${from},420107,${n}`;
  return [HEADING, ...Array.from({ length: LINES }, line)].join("\n");
}

/** The object of an uploaded file for an issuer with `shards` shards; its alarm does not ring by itself. */
async function aFile(name: string, text: string, shards: number) {
  const file = env.FACT_IMPORT.getByName(`42/facts/${name}`);
  const attempt = await file.begin(
    { format: "csv", name: "", sender: { id: "client/a", name: "", scope: "", officer: null }, shards },
    Date.now(),
  );
  await file.add(attempt ?? 0, 0, text);
  await runInDurableObject(file, (_, { storage }) => new ImportStore(storage.sql).close(1));
  return file;
}

/** The bindings of an object; the name of each shard that is called through them is added to `names`. */
function counting(names: string[]): ObjectsEnv {
  const PEOPLE = new Proxy(env.PEOPLE, {
    get: (people, property) => {
      if (property !== "getByName") return Reflect.get(people, property);
      return (name: string) => {
        names.push(name);
        return people.getByName(name);
      };
    },
  });
  return { ...env, PEOPLE };
}

/** Runs the import, one alarm after the other, until the file is processed or `most` alarms have run; returns the shards that each alarm called. */
async function ringsOf(file: Awaited<ReturnType<typeof aFile>>, most = Number.POSITIVE_INFINITY): Promise<readonly string[][]> {
  return runInDurableObject(file, async (_, { storage }) => {
    const stores = listStores(storage);
    const rings: string[][] = [];
    while (rings.length < most && stores.files.next() !== null) {
      const names: string[] = [];
      const opening = async (sealed: string) =>
        open<string>(await openSecrets(env.YIMA_MASTER_KEY, HUBEI), "fact-import", sealed);
      await importDuty(stores, factList(counting(names), HUBEI), opening).run(Date.now());
      rings.push(names);
    }
    return rings;
  });
}

test("a list reaches the shards of a large issuer with at most 256 calls per alarm, each line once, also after an interruption", async () => {
  const file = await aFile("large", aList("E"), SHARDS);
  const before = await ringsOf(file, 1);
  expect(await file.view()).toMatchObject({ state: "running", lines: 256, entered: 255 });
  await evictDurableObject(file);
  const rings = [...before, ...(await ringsOf(file))];
  expect(new Set(rings.flat()).size).toBeGreaterThan(256);
  expect(Math.max(...rings.map((names) => names.length))).toBeLessThanOrEqual(256);
  expect(await file.view()).toMatchObject({ state: "done", lines: LINES + 1, entered: LINES, known: 0, refused: 0 });
});

test("with at most 256 shards a list takes one alarm, with one call per shard", async () => {
  const rings = await ringsOf(await aFile("small", aList("H"), 16));
  expect(rings.map((names) => names.length)).toEqual([16]);
});
