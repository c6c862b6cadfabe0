/** Files, facts and levels that the release before decision 56 stored: a taken file is entered to its end, a login's unfinished upload is sent again, and stored entries are changed and counted as before. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { migrations as ofImports } from "../../../src/objects/list-import/migrations.ts";
import { migrations as ofIssuers } from "../../../src/objects/issuer/migrations.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { migrations as ofShards } from "../../../src/objects/people/migrations.ts";
import { seal } from "../../../src/token/secret/seal.ts";
import { openSecrets } from "../../../src/token/secret/secrets.ts";
import { PATIENT } from "../../support/patience.ts";
import { anArea, aResidentNumber } from "../builders.ts";
import { read } from "../objects/chains.ts";
import { shardOfPerson } from "../people/shard-of.ts";

/** The numbers of migrations before decision 56, by a text of its own migration. */
const before = (all: readonly string[], text: string) => all.findIndex((migration) => migration.includes(text));

/** Rebuilds an object as the earlier release left it. */
async function earlier(object: DurableObjectStub, migrations: readonly string[], fill: (sql: SqlStorage) => void): Promise<void> {
  await runInDurableObject(object, async (_, { storage }) => {
    await storage.deleteAlarm();
    await storage.deleteAll();
    migrate(storage, migrations);
    fill(storage.sql);
  });
  await evictDurableObject(object);
}

const HUBEI = "42" as IssuerCode;
const IMPORT = `INSERT INTO import (only, format, actor, scope, shards, attempt, begun_at, pieces, finished_at, entered, refused)
  VALUES (1, 'ndjson', ?, '', 16, 1, ?, ?, ?, ?, ?)`;

async function aFile(name: string, row: readonly (string | number | null)[], piece: string | null) {
  const file = env.FACT_IMPORT.getByName(`42/facts/${name}`);
  await file.view();
  const sealed = piece === null ? null : await seal(await openSecrets(env.YIMA_MASTER_KEY, HUBEI), "fact-import", piece);
  await earlier(file, ofImports.slice(0, before(ofImports, "phase")), (sql) => {
    sql.exec(IMPORT, ...row);
    if (sealed !== null) sql.exec("INSERT INTO pieces (n, sealed) VALUES (0, ?)", sealed);
  });
  return file;
}

test("a file that a login had sent whole is entered to its end", async () => {
  const number = aResidentNumber();
  const fact = { number, kind: "confirmed", from: "2026-01-02", source: "420107", reference: "7-31" };
  const file = await aFile("taken", ["a-login", Date.now(), 1, null, 0, 0], JSON.stringify(fact));
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(file);
    expect(await file.view()).toMatchObject({ state: "done", entered: 1, refused: 0 });
  }, PATIENT);
  const { shard, person } = await shardOfPerson(number, "42");
  const stored = await runInDurableObject(shard, (_, { storage }) =>
    storage.sql.exec("SELECT reference, list, was FROM facts WHERE person = ?", person).toArray(),
  );
  expect(stored).toEqual([{ reference: "7-31", list: null, was: null }]);
});

test("an upload of a login that had not arrived whole is sent again; one of a client goes on", async () => {
  const login = await aFile("half", ["a-login", Date.now(), null, null, 0, 0], "{}");
  const client = await aFile("half-of-client", ["client/c", Date.now(), null, null, 0, 0], "{}");
  expect([await login.view(), (await client.view())?.state]).toEqual([null, "receiving"]);
  expect(await read(login, "SELECT n FROM pieces")).toEqual([]);
});

test("a file that was done keeps its counts, and is proposed when an officer sends it again because of refused lines", async () => {
  const file = await aFile("done", ["a-login", 1, 1, 2, 5, 3], null);
  expect(await file.view()).toMatchObject({ state: "done", entered: 5, refused: 3 });
  const sender = { id: "b", name: "139*****001", scope: "42", officer: { person: "p".repeat(24) as never, concerns: [] } };
  await file.begin({ format: "ndjson", name: "again.ndjson", sender, shards: 16 }, Date.now());
  await file.close(2, 0, Date.now());
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(file);
    expect(await file.view()).toMatchObject({ state: "read", entered: 0 });
  }, PATIENT);
});

test("stored facts and levels are changed by lists, and return when the lists are taken back; counts keep their numbers", async () => {
  const { shard, person } = await shardOfPerson(aResidentNumber(), "42");
  await shard.colour(person, "x" as never, 0);
  await earlier(shard, ofShards.slice(0, before(ofShards, "ADD COLUMN was")), (sql) =>
    sql.exec(
      "INSERT INTO facts (person, kind, source, reference, from_day, at) VALUES (?, 'entry', '42', '1', '2026-01-01', 1)",
      person,
    ),
  );
  const fact = { kind: "entry", source: "42", reference: "1", from: "2026-01-05", until: null } as const;
  expect(await shard.enterFacts([{ person, fact }], Date.now(), "list-1")).toEqual(["new"]);
  expect(await shard.takeBackList({ list: "list-1", after: "" }, Date.now())).toEqual({ entries: 1, after: null });
  expect(await read(shard, "SELECT from_day, list, was FROM facts")).toEqual([{ from_day: "2026-01-01", list: null, was: null }]);

  const issuer = env.ISSUER.getByName("42/issuer");
  await issuer.areas(0);
  await earlier(issuer, ofIssuers.slice(0, before(ofIssuers, "act_counts")), (sql) => {
    sql.exec("INSERT INTO manual_changes VALUES ('2026-10', 'fact_entry', 'diagnosis', 4)");
    sql.exec(
      "INSERT INTO areas (division, source, reference, level, from_day, at) VALUES ('420602', '42', '1', 'low', '2026-01-01', 1)",
    );
  });
  const level = anArea({ division: "420602", level: "high", from: "2026-01-01" }) as never;
  expect(await issuer.enterAreas([level], 16, Date.now(), "list-2")).toEqual([{ state: "new" }]);
  expect(await issuer.takeBackAreas("list-2", 16, Date.now())).toEqual({ entries: 1, after: null });
  expect(await read(issuer, "SELECT level, list FROM areas")).toEqual([{ level: "low", list: null }]);
  expect(await read(issuer, "SELECT * FROM act_counts")).toEqual([
    { month: "2026-10", kind: "fact_entry", reason: "diagnosis", source: "", changes: 4, entries: 4 },
  ]);
});
