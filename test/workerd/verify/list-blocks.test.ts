/** Status lists reserve places in advance and allot their indexes in a shuffled order: no index is allotted twice, neighbours in time are no neighbours in the list, and after a turn (a change that revokes all older codes) the reserved places go only to shards that have not heard of it. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { BLOCK_ENTRIES } from "../../../src/domain/code/status.ts";

const listOf = (day: string) => env.STATUS_LIST.getByName(`4201/status/420107001001-${day}`);
type List = ReturnType<typeof listOf>;
const onDisk = (list: List) =>
  runInDurableObject(list, (_, { storage }) =>
    storage.sql.exec<{ given: number; below: number }>("SELECT given, revoked_below AS below FROM list").one(),
  );
/** The numbers of the blocks in which indexes lie. */
const blocksOf = (...indexes: readonly (readonly number[])[]) => [
  ...new Set(indexes.flat().map((index) => Math.floor(index / BLOCK_ENTRIES))),
];

test("a busy list reserves places with few writes; after an eviction it loses at most as many as it allotted", async () => {
  const list = listOf("20360301");
  const indexes = new Set<number>();
  const sizes = new Set<number>();
  for (let at = 0; at < 100; at += 1) {
    for (const index of await list.allot(1, 0)) indexes.add(index);
    sizes.add((await onDisk(list)).given);
  }
  expect([...sizes]).toEqual([1, 3, 7, 15, 31, 63, 127]);
  await evictDurableObject(list);
  for (const index of await list.allot(4, 0)) indexes.add(index);
  expect((await onDisk(list)).given).toBe(131);
  expect([indexes.size, blocksOf([...indexes])]).toEqual([104, [0]]);
});

test("an order beyond the reserved places continues in the next ones, and at most 1,024 are reserved at a time", async () => {
  const list = listOf("20360302");
  const indexes: number[] = [];
  for (let at = 0; at < 4000; at += 40) indexes.push(...(await list.allot(40, 0)));
  expect(new Set(indexes).size).toBe(4000);
  // 40, 80, 160, 320 and 640 places are reserved, and then three times 1,024.
  expect((await onDisk(list)).given).toBe(4312);
});

test("a block is filled to its last index before the next one begins, and each has an order of its own", async () => {
  const list = listOf("20360306");
  const first = await list.allot(BLOCK_ENTRIES, 0);
  const second = await list.allot(BLOCK_ENTRIES, 0);
  const numbers = Array.from({ length: BLOCK_ENTRIES }, (_, index) => index);
  expect([...first].toSorted((a, b) => a - b)).toEqual(numbers);
  expect(second.map((index) => index - BLOCK_ENTRIES).toSorted((a, b) => a - b)).toEqual(numbers);
  expect(second.filter((index, place) => index - BLOCK_ENTRIES === first[place]).length).toBeLessThan(10);
  expect(first.filter((index, place) => index === place).length).toBeLessThan(10);
});

test("another list has another order, and a restarted list the same one", async () => {
  const [list, other] = [listOf("20360307"), listOf("20360308")];
  const [indexes, others] = [await list.allot(64, 0), await other.allot(64, 0)];
  expect(indexes.filter((index, place) => index === others[place]).length).toBeLessThan(5);
  await evictDurableObject(list);
  const next = await list.allot(64, 0);
  expect(new Set([...indexes, ...next]).size).toBe(128);
});

test("after a turn the reserved places go only to a shard that has not heard of it, and are revoked", async () => {
  const list = listOf("20360303");
  expect(blocksOf(await list.allot(4, 0), await list.allot(4, 0))).toEqual([0]);
  expect(await onDisk(list)).toEqual({ given: 12, below: 0 });
  await list.turned(5000);
  expect([blocksOf(await list.allot(1, 0)), blocksOf(await list.allot(1, 5000))]).toEqual([[0], [1]]);
  expect((await onDisk(list)).below).toBe(BLOCK_ENTRIES);
});

test("a code of a newer turn gives up the reserved places and the rest of their block", async () => {
  const list = listOf("20360304");
  expect(blocksOf(await list.allot(4, 1000), await list.allot(4, 1000))).toEqual([0]);
  expect(blocksOf(await list.allot(4, 2000))).toEqual([1]);
  expect((await onDisk(list)).below).toBe(BLOCK_ENTRIES);
});

test("a code from before the last turn reserves nothing, and the reserved places stay for the others", async () => {
  const list = listOf("20360305");
  const [first, second, late, third] = [
    await list.allot(2, 1000),
    await list.allot(2, 1000),
    await list.allot(1, 500),
    await list.allot(2, 1000),
  ];
  // Six places for the turn of 1000, of which one request for two is left, and one for the late code.
  expect((await onDisk(list)).given).toBe(7);
  const fourth = await list.allot(1, 1000);
  expect(new Set([first, second, late, third, fourth].flat()).size).toBe(8);
});

test("a list of an earlier release, which allotted its indexes in their order, continues in a new block", async () => {
  const list = listOf("20360309");
  await list.allot(1, 0);
  await runInDurableObject(list, (_, { storage }) => {
    storage.sql.exec("UPDATE list SET given = 1234, revoked_below = 1000");
    storage.sql.exec("UPDATE schema SET version = version - 1");
  });
  await evictDurableObject(list);
  expect(blocksOf(await list.allot(4, 0))).toEqual([1]);
  await list.withdraw([999, 1000], "revoked");
  expect(await onDisk(list)).toEqual({ given: BLOCK_ENTRIES + 4, below: 1000 });
});
