/** Status lists reserve indexes in blocks before they allot them: no index is allotted twice, and after a turn (a change that revokes all older codes) the reserved ones go only to shards that have not heard of it. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";

const listOf = (day: string) => env.STATUS_LIST.getByName(`4201/status/420107001001-${day}`);
const onDisk = (list: ReturnType<typeof listOf>) =>
  runInDurableObject(list, (_, { storage }) =>
    storage.sql.exec<{ given: number; below: number }>("SELECT given, revoked_below AS below FROM list").one(),
  );

test("a busy list reserves indexes with few writes; after an eviction it loses at most as many as it gave", async () => {
  const list = listOf("20360301");
  const indexes: number[] = [];
  const sizes = new Set<number>();
  for (let at = 0; at < 100; at += 1) {
    indexes.push(await list.allot(1, 0));
    sizes.add((await onDisk(list)).given);
  }
  expect(indexes).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect([...sizes]).toEqual([1, 3, 7, 15, 31, 63, 127]);
  await evictDurableObject(list);
  expect(await list.allot(4, 0)).toBe(127);
  expect((await onDisk(list)).given).toBe(131);
});

test("an order beyond its block continues in the next, and no block is larger than 1,024", async () => {
  const list = listOf("20360302");
  const indexes: number[] = [];
  for (let at = 0; at < 4000; at += 40) indexes.push(await list.allot(40, 0));
  expect(indexes).toEqual(Array.from({ length: 100 }, (_, index) => index * 40));
  // The reserved blocks have 40, 80, 160, 320 and 640 indexes, and then three times 1,024.
  expect((await onDisk(list)).given).toBe(4312);
});

test("after a turn the reserved indexes go only to a shard that has not heard of it, and are revoked", async () => {
  const list = listOf("20360303");
  expect([await list.allot(4, 0), await list.allot(4, 0)]).toEqual([0, 4]);
  expect(await onDisk(list)).toEqual({ given: 12, below: 0 });
  await list.turned(5000);
  expect([await list.allot(1, 0), await list.allot(1, 5000)]).toEqual([8, 12]);
  expect((await onDisk(list)).below).toBe(12);
});

test("a code of a newer turn gives up the reserved indexes", async () => {
  const list = listOf("20360304");
  expect([await list.allot(4, 1000), await list.allot(4, 1000)]).toEqual([0, 4]);
  expect(await list.allot(4, 2000)).toBe(12);
  expect((await onDisk(list)).below).toBe(12);
});

test("a code from before the last turn reserves nothing, and the reserved indexes stay for the others", async () => {
  const list = listOf("20360305");
  expect([await list.allot(2, 1000), await list.allot(2, 1000), await list.allot(1, 500), await list.allot(2, 1000)]).toEqual([
    0, 2, 6, 4,
  ]);
  expect(await list.allot(1, 1000)).toBe(7);
});
