/** The duties of custody delete counts of wrong names and answers about logins that left, and tell accounts although others fail. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { AccountKey, PersonKey } from "../../../src/domain/access/keys.ts";
import { CustodyStore } from "../../../src/objects/people/custody/custody-store.ts";
import { tellDuty } from "../../../src/objects/people/custody/duties.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";
import { changeRows, shardOfPerson } from "./shard-of.ts";

const NOW = Date.UTC(2026, 10, 29);

async function countOf(number: string, table: "checks" | "contradictions"): Promise<number> {
  const { person, shard } = await shardOfPerson(number);
  return runInDurableObject(
    shard,
    (_, { storage }) => storage.sql.exec(`SELECT * FROM ${table} WHERE person = ?`, person).toArray().length,
  );
}

test("the count of wrong names on a document is deleted after its hour, also if nobody names another one", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const number = aResidentNumber();
  await register(number, { name: "尹静姝" });
  const naming = { relation: "other", name: "不是我", document: { type: "10", number } };
  expect(await visitor.refusal("POST", "/api/v1/people", naming)).toBe("409 identity_does_not_match /name");
  await changeRows(number);
  expect(await countOf(number, "contradictions")).toBe(1);
  await changeRows(number, "UPDATE contradictions SET since = since - 7200000 WHERE person = ?");
  expect(await countOf(number, "contradictions")).toBe(0);
});

test("the answer about a login goes with the login", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const number = aResidentNumber();
  const { id } = await visitor.bind("尹静姝", number);
  expect(await countOf(number, "checks")).toBe(1);
  await visitor.ask("DELETE", `/api/v1/people/${id}`);
  expect(await countOf(number, "checks")).toBe(0);
});

test("an answer that ends the proof of a person outlives its login until then", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const number = aResidentNumber();
  const { id } = await visitor.bind("尹静姝", number);
  await changeRows(
    number,
    "UPDATE persons SET proof = 'earlier' WHERE person = ?",
    `UPDATE checks SET ends_at = ${Date.now() + 60_000} WHERE person = ?`,
  );
  await visitor.ask("DELETE", `/api/v1/people/${id}`);
  expect(await countOf(number, "checks")).toBe(1);
  await changeRows(number, "UPDATE checks SET ends_at = 1 WHERE person = ?");
  expect(await countOf(number, "checks")).toBe(0);
  const { person, shard } = await shardOfPerson(number);
  const text = "SELECT proof FROM persons WHERE person = ?";
  expect(await runInDurableObject(shard, (_, { storage }) => storage.sql.exec(text, person).one())).toEqual({ proof: "none" });
});

test("accounts that cannot be told hold up no other account", async () => {
  await runInDurableObject(env.PEOPLE.getByName("4201/people/12"), async (_, { storage }) => {
    const store = new CustodyStore(storage.sql);
    for (let index = 100; index < 160; index += 1) store.addUntold("a" as PersonKey, `${index}` as AccountKey, false);
    store.addUntold("b" as PersonKey, "last" as AccountKey, false);
    const told: AccountKey[] = [];
    const duty = tellDuty(store, { of: () => null }, async (account) => {
      if (account !== "last") throw new Error("no answer");
      told.push(account);
    });
    await duty.run(NOW);
    expect(duty.due()).toBe(0);
    await duty.run(NOW);
    expect(told).toEqual(["last"]);
    expect(duty.due()).toBeGreaterThan(NOW);
    storage.sql.exec("DELETE FROM untold");
  });
});
