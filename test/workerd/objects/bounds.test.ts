/** On the real objects: data that grows has limits, expired data is removed, and migrations keep the rows. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { MAX_CREDENTIALS_PER_DAY, MAX_DECLARATIONS_PER_HOUR } from "../../../src/domain/access/hour-limit.ts";
import type { AccountKey, PersonKey } from "../../../src/domain/access/keys.ts";
import type { Declaration } from "../../../src/domain/declaration/declaration.ts";
import { checkDocument } from "../../../src/domain/identity/document.ts";
import { checkName } from "../../../src/domain/identity/name.ts";
import { migrations } from "../../../src/objects/people/migrations.ts";
import { PATIENT } from "../../support/patience.ts";
import { aDeclaration, aResidentNumber } from "../builders.ts";

const NOW = Date.UTC(2020, 1, 29, 12);
const HOUR = 3_600_000;
const ACCOUNT = "a".repeat(24) as AccountKey;
const PERSON = "b".repeat(24) as PersonKey;

async function aManagedPerson(shard: string) {
  const people = env.PEOPLE.getByName(`4201/people/${shard}`);
  const name = checkName("王芳");
  const document = checkDocument({ type: "10", number: aResidentNumber() }, "2020-02-29");
  if (!name.ok || !document.ok) throw new Error("a good name and a good document");
  const identity = { name: name.value, document: document.value };
  const claim = { person: PERSON, identity, account: ACCOUNT, maskedPhone: "139", relation: "self", claimId: "c" } as const;
  await people.claim(claim, NOW);
  const declare = (now: number, id: string = crypto.randomUUID()) =>
    people.declare(PERSON, ACCOUNT, id, aDeclaration() as unknown as Declaration, now);
  return { people, declare };
}

test("a person has a limit of declarations per hour; a repeat does not count, and the next hour accepts more", async () => {
  const { declare } = await aManagedPerson("many");
  const id = crypto.randomUUID();
  const first = await declare(NOW, id);
  for (let count = 1; count < MAX_DECLARATIONS_PER_HOUR; count += 1) await declare(NOW + count);
  expect(await declare(NOW + 60_000)).toEqual({ ok: false, refusal: { code: "too_many_requests", retryAfterSeconds: 3540 } });
  expect(await declare(NOW + 60_000, id)).toEqual(first);
  expect(await declare(NOW + HOUR)).toMatchObject({ ok: true, value: { n: MAX_DECLARATIONS_PER_HOUR + 1 } });
});

test("a person has a limit of credentials per day, also where they live shorter than a day", async () => {
  const { people, declare } = await aManagedPerson("credentials");
  await declare(NOW);
  const ask = (count: number, now: number) =>
    people.draftCredentials(
      {
        person: PERSON,
        account: ACCOUNT,
        count,
        lifetimeMinutes: 120,
        showsColours: false,
        turns: [],
        keyBegin: 0,
        datedByIssue: false,
      },
      now,
    );
  for (let had = 0; had < MAX_CREDENTIALS_PER_DAY.checked; had += 8) expect((await ask(8, NOW + (had % 5) * HOUR)).ok).toBe(true);
  const retryAfterSeconds = (19 * HOUR) / 1000;
  expect(await ask(1, NOW + 5 * HOUR)).toEqual({ ok: false, refusal: { code: "too_many_requests", retryAfterSeconds } });
  expect((await ask(8, NOW + 24 * HOUR)).ok).toBe(true);
});

test("no two credentials of a list share an index, and the list is removed a day after its last expiry", async () => {
  const list = env.STATUS_LIST.getByName("4201/status/420107001002-20360301");
  const first = await Promise.all([list.allot(4, 0), list.allot(4, 0), list.allot(1, 0)]);
  expect(new Set(first.flat()).size).toBe(9);
  const alarm = () => runInDurableObject(list, (_, { storage }) => storage.getAlarm());
  await vi.waitFor(async () => expect(await alarm()).toBe(Date.UTC(2036, 2, 2, 16)), PATIENT);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2036, 2, 2, 16) });
  await runDurableObjectAlarm(list);
  vi.useRealTimers();
  await evictDurableObject(list);
  expect(await list.allot(4, 0)).toEqual(first[0]);
});

test("a shard of logins is swept while it has rows, also rows without a password", async () => {
  const accounts = env.ACCOUNTS.getByName("4201/accounts/swept");
  await accounts.countAddress(ACCOUNT, Date.now() - 2 * HOUR);
  await accounts.notePassword(ACCOUNT, { id: "c", passwordHash: "hash", isKnown: false }, Date.now());
  await runDurableObjectAlarm(accounts);
  await runInDurableObject(accounts, async (_, state) => {
    const subjects = state.storage.sql.exec<{ subject: string }>("SELECT subject FROM hour_counts").toArray();
    expect(subjects).toEqual([{ subject: `phone/${ACCOUNT}` }]);
    expect(await state.storage.getAlarm()).not.toBeNull();
    state.storage.sql.exec("DELETE FROM hour_counts");
    state.storage.sql.exec("DELETE FROM challenges");
  });
  await runDurableObjectAlarm(accounts);
  await runInDurableObject(accounts, async (_, state) => expect(await state.storage.getAlarm()).toBeNull());
});

/** Rebuilds the tables of the first schema with the present rows, and leaves out columns and tables that it did not have. */
function backToFirstSchema(sql: SqlStorage): void {
  const tables = sql
    .exec<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema' AND name NOT GLOB '_cf_*'")
    .toArray();
  const contents = tables.map(({ name }) => ({ name, rows: sql.exec(`SELECT * FROM ${name}`).toArray() }));
  for (const { name } of tables) sql.exec(`DROP TABLE ${name}`);
  sql.exec(migrations[0] ?? "");
  for (const { name, rows } of contents) {
    const columns = sql
      .exec<{ name: string }>(`SELECT name FROM pragma_table_info('${name}')`)
      .toArray()
      .map((one) => one.name);
    // The first schema does not have this table.
    if (columns.length === 0) continue;
    for (const row of rows) {
      const shared = columns.filter((column) => column in row);
      const places = shared.map(() => "?").join(", ");
      sql.exec(`INSERT INTO ${name} (${shared.join(", ")}) VALUES (${places})`, ...shared.map((column) => row[column] ?? null));
    }
  }
  sql.exec("UPDATE schema SET version = 1");
}

test("a People shard of the first schema migrates with its persons and declarations", async () => {
  const { people, declare } = await aManagedPerson("old");
  await declare(NOW);
  await runInDurableObject(people, (_, { storage }) => backToFirstSchema(storage.sql));
  await evictDurableObject(people);
  expect(await people.view(PERSON, ACCOUNT, Date.now())).toMatchObject({
    state: "managed",
    maskedName: "王**",
    declaration: { n: 1 },
  });
  await runInDurableObject(people, (_, state) => {
    expect(state.storage.sql.exec("SELECT version FROM schema").one()).toEqual({ version: migrations.length });
  });
});
