/** A division with appointments from before decision 40: their rows keep their hashes, can be checked, and rows of the new version follow them. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import type { AccountKey } from "../../../src/domain/access/keys.ts";
import { migrations } from "../../../src/objects/division/migrations.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { following, forge, read, sha256 } from "../objects/chains.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";

/** The number of migrations of a division's object before decision 40. */
const EARLIER = 7;
const division = env.DIVISION.getByName("4201/division/420107");
const BY = { actor: "c".repeat(24) as AccountKey, office: "4201", reason: "任命" };

/** Rebuilds the object with the earlier tables and three appointments in their earlier form. */
beforeEach(async () => {
  await division.waiting();
  await runInDurableObject(division, async (_, { storage }) => {
    await storage.deleteAll();
    migrate(storage, migrations.slice(0, EARLIER));
    let hash = "";
    for (const name of ["陈**", "李**", "王**"]) {
      const [at, account] = [Date.now(), "b".repeat(24)];
      hash = await sha256(JSON.stringify([hash, at, "appointed", account, BY.office, BY.actor, BY.reason]));
      storage.sql.exec(
        "INSERT INTO appointments (at, act, account, masked_name, office, actor, reason, hash) VALUES (?, 'appointed', ?, ?, ?, ?, ?, ?)",
        at,
        account,
        name,
        BY.office,
        BY.actor,
        BY.reason,
        hash,
      );
    }
  });
  await evictDurableObject(division);
});

async function appointOne(): Promise<void> {
  const phone = "+8613900000001";
  const one = { id: "a".repeat(16), account: "d".repeat(24) as AccountKey, person: null, phone, maskedPhone: phone };
  await division.appoint({ ...one, maskedName: "赵**" }, BY, Date.now());
}

test("the upgraded chain is whole, and its new rows cover the masked name", async () => {
  await appointOne();
  expect(await read(division, "SELECT seq, masked_name, version FROM appointments ORDER BY seq")).toEqual([
    { seq: 1, masked_name: "陈**", version: 1 },
    { seq: 2, masked_name: "李**", version: 1 },
    { seq: 3, masked_name: "王**", version: 1 },
    { seq: 4, masked_name: "赵**", version: 2 },
  ]);
  expect(await following(division, "appointments")).toEqual([1, 2, 3, 4]);
  expect((await division.appointments()).map(({ intact }) => intact)).toEqual([true, true, true, true]);
  const log = vi.spyOn(console, "error").mockReturnValue();
  await runInDurableObject(division, ringAlarm);
  expect(log).not.toHaveBeenCalled();
  expect(await read(division, "SELECT chain, seq FROM chain_checks")).toEqual([{ chain: "appointments", seq: 4 }]);
});

test("a change of a new row's masked name or of an old row's reason is noticed", async () => {
  await appointOne();
  await forge(division, "appointments", "UPDATE appointments SET masked_name = '钱**' WHERE seq = 4");
  expect((await division.appointments()).map(({ intact }) => intact)).toEqual([false, false, true, true]);
  await forge(division, "appointments", "UPDATE appointments SET masked_name = '赵**' WHERE seq = 4");
  await forge(division, "appointments", "UPDATE appointments SET reason = '' WHERE seq = 1");
  expect((await division.appointments()).map(({ intact }) => intact)).toEqual([true, true, true, false]);
});

test("an upgraded table refuses every change of a row", async () => {
  await division.waiting();
  for (const statement of ["UPDATE appointments SET reason = ''", "DELETE FROM appointments"])
    await expect(read(division, statement)).rejects.toThrow("appointments are append-only");
});
