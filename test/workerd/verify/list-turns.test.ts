/** A status list that hears of turns (changes that revoke all codes issued before them): its revoked entries, the next indexes, its state after an eviction, and its writes. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { statusAt } from "../../../src/domain/code/status.ts";
import { ListStore } from "../../../src/objects/status-list/list-store.ts";
import { fetched, published } from "./fetched-list.ts";

test("a list keeps its turn after an eviction, and revokes a code from a shard that has not heard of the turn", async () => {
  const list = "420107001002-20360306";
  const stub = env.STATUS_LIST.getByName(`4201/status/${list}`);
  const turn = Date.UTC(2036, 2, 5);
  expect(await stub.turned(turn)).toBeNull();
  const before = await stub.allot(5, 0);
  expect(await stub.turned(turn)).not.toBeNull();
  await evictDurableObject(stub);
  const after = [await stub.allot(2, turn), await stub.allot(2, turn - 1), await stub.allot(1, turn)];
  const indexes = [before, ...after].flat();
  const entries = async () => {
    await published(list, "4201");
    const bits = await fetched(list);
    return indexes.map((index) => statusAt(bits, index)).join("");
  };
  expect(await entries()).toBe("1111100110");
  await stub.turned(turn);
  await stub.withdraw([indexes[0] ?? 0, indexes[5] ?? 0], "revoked");
  expect(await entries()).toBe("1111110110");
  await stub.allot(1, turn + 1);
  expect(await entries()).toBe("1111111111");
});

test("a list from before the turns revokes nothing at its first turn", async () => {
  const list = "420107001002-20360307";
  const stub = env.STATUS_LIST.getByName(`4201/status/${list}`);
  await stub.allot(3, 0);
  await runInDurableObject(stub, (_, { storage }) => void storage.sql.exec("UPDATE list SET turned_at = NULL"));
  await stub.turned(1000);
  await published(list, "4201");
  expect((await fetched(list))[0]).toBe(0);
  await stub.turned(2000);
  await published(list, "4201");
  const bits = await fetched(list);
  expect([bits[0], bits[1023], bits[1024]]).toEqual([0b01_01_01_01, 0b01_01_01_01, 0]);
});

test("a turn writes one row of a list for any number of codes", async () => {
  const stub = env.STATUS_LIST.getByName("4201/status/420107001002-20360308");
  await stub.allot(4, 0);
  await runInDurableObject(stub, (_, { storage }) => {
    const store = new ListStore(storage.sql);
    store.allot(1_000_000, 0);
    const changes = () => storage.sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n;
    const before = changes();
    expect([store.turn(1000), store.turn(1000), store.turn(999)]).toEqual([true, false, false]);
    expect(changes() - before).toBe(1);
  });
});
