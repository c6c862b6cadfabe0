/** Indexes of a status list are set aside in blocks: none is given twice, and none that a turn has revoked. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";

const listOf = (day: string) => env.STATUS_LIST.getByName(`4201/status/420107001001-${day}`);
const onDisk = (list: ReturnType<typeof listOf>) =>
  runInDurableObject(list, (_, { storage }) =>
    storage.sql.exec<{ given: number; below: number }>("SELECT given, revoked_below AS below FROM list").one(),
  );

test("a busy list sets indexes aside by few writes; what it loses when it sleeps is at most what it gave", async () => {
  const list = listOf("20360301");
  const given: number[] = [];
  const sizes = new Set<number>();
  for (let at = 0; at < 100; at += 1) {
    given.push(await list.allot(1, 0));
    sizes.add((await onDisk(list)).given);
  }
  expect(given).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect([...sizes]).toEqual([1, 3, 7, 15, 31, 63, 127]);
  await evictDurableObject(list);
  expect(await list.allot(4, 0)).toBe(127);
  expect((await onDisk(list)).given).toBe(131);
});

test("a block that is too small goes on in the next, and no block is larger than 1,024", async () => {
  const list = listOf("20360302");
  const given: number[] = [];
  for (let at = 0; at < 4000; at += 40) given.push(await list.allot(40, 0));
  expect(given).toEqual(Array.from({ length: 100 }, (_, index) => index * 40));
  // 40 + 80 + … + 640, and three times 1,024.
  expect((await onDisk(list)).given).toBe(4312);
});

test("of what is set aside when a list hears of a turn nothing is given but to who has not heard of it, and that is revoked", async () => {
  const list = listOf("20360303");
  expect([await list.allot(4, 0), await list.allot(4, 0)]).toEqual([0, 4]);
  expect(await onDisk(list)).toEqual({ given: 12, below: 0 });
  await list.turned(5000);
  expect([await list.allot(1, 0), await list.allot(1, 5000)]).toEqual([8, 12]);
  expect((await onDisk(list)).below).toBe(12);
});

test("what is set aside when a code is made by a newer turn is given to nobody", async () => {
  const list = listOf("20360304");
  expect([await list.allot(4, 1000), await list.allot(4, 1000)]).toEqual([0, 4]);
  expect(await list.allot(4, 2000)).toBe(12);
  expect((await onDisk(list)).below).toBe(12);
});

test("for a code of before the last turn nothing is set aside, and what is stays for the others", async () => {
  const list = listOf("20360305");
  expect([await list.allot(2, 1000), await list.allot(2, 1000), await list.allot(1, 500), await list.allot(2, 1000)]).toEqual([
    0, 2, 6, 4,
  ]);
  expect(await list.allot(1, 1000)).toBe(7);
});
