/** A shard of accounts with sessions of the earlier schemas: they go on, can be listed and ended, and close their offices as new ones do. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { AccountKey } from "../../../src/domain/access/keys.ts";
import { OFFICE_IDLE_MS } from "../../../src/domain/access/session.ts";
import { DAY_MS, MINUTE_MS } from "../../../src/domain/instant.ts";
import { migrations } from "../../../src/objects/accounts/migrations.ts";
import { migrate } from "../../../src/objects/migrate.ts";

/** The number of migrations of an Accounts object before decision 58. */
const EARLIER = migrations.findIndex((text) => text.includes("office_until"));
const accounts = env.ACCOUNTS.getByName("4201/accounts/3");
const ACCOUNT = "a".repeat(24) as AccountKey;

test("sessions of an earlier release have an id and their beginning, and their offices are open like those of a new login", async () => {
  const now = Date.now();
  await accounts.session("none", now);
  await runInDurableObject(accounts, async (_, { storage }) => {
    await storage.deleteAll();
    migrate(storage, migrations.slice(0, EARLIER));
    storage.sql.exec("INSERT INTO accounts (account, sealed_phone, masked_phone, created_at) VALUES (?, 'x', '139', 0)", ACCOUNT);
    for (const hash of ["first", "second"])
      storage.sql.exec("INSERT INTO sessions (hash, account, expires_at) VALUES (?, ?, ?)", hash, ACCOUNT, now + 29 * DAY_MS);
  });
  await evictDurableObject(accounts);
  const session = await accounts.session("first", now);
  expect(session).toMatchObject({ account: ACCOUNT, provider: null });
  expect(session?.officeUntil).toBeGreaterThan(now + OFFICE_IDLE_MS - MINUTE_MS);
  expect(session?.officeUntil).toBeLessThan(now + OFFICE_IDLE_MS + MINUTE_MS);
  const listed = await accounts.sessions(ACCOUNT, now);
  expect(listed.map(({ device, begunAt, usedAt }) => ({ device, begunAt, usedAt }))).toEqual(
    Array.from({ length: 2 }, () => ({ device: "", begunAt: now - DAY_MS, usedAt: now - DAY_MS })),
  );
  expect(new Set(listed.map(({ id }) => id)).size).toBe(2);
  expect(await accounts.endOtherSessions(ACCOUNT, session?.id ?? "")).toBe(1);
  expect(await accounts.session("second", now)).toBeNull();
  expect((await accounts.loggedIn("first", now))?.actor.id).toBe(session?.id);
});
