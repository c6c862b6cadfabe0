/** The cache in an isolate's memory: fresh and stale values, renewal in the background, a clock that is set back, its limits, and a source that fails. */
import { expect, test } from "vitest";
import { ageOf, Memory, type Reading, SourceMemory } from "../../../src/storage/memory.ts";

const NOW = Date.UTC(2100, 0, 1);
const FRESH = 1000;
const STALE = 5000;
const EVERY = 200;

/** A source for the cache: answers with `value`, throws if that is null, and counts its calls. */
class Source {
  reads = 0;
  value: string | null = "first";

  async read(now: number): Promise<Reading<string>> {
    this.reads += 1;
    await Promise.resolve();
    if (this.value === null) throw new Error("the source failed");
    return { value: this.value, at: now };
  }
}

function aMemory(limits: { readonly staleMs?: number; readonly renewEveryMs?: number; readonly max?: number } = {}) {
  const source = new Source();
  const behind: Promise<unknown>[] = [];
  const memory = new SourceMemory<string, string, Source>({
    keyOf: (subject) => subject,
    freshMs: FRESH,
    staleMs: STALE,
    renewEveryMs: EVERY,
    ...limits,
    load: (from, _, now) => from.read(now),
  });
  const get = (now: number, subject = "a") => memory.get(source, subject, now, (work) => behind.push(work));
  return { source, memory, behind, get };
}

test("a subject is loaded once, and then answered without a wait while its reading is fresh", async () => {
  const { source, behind, get } = aMemory();
  const first = get(NOW);
  expect(first).toBeInstanceOf(Promise);
  expect(await first).toMatchObject({ value: "first", at: NOW });
  expect(get(NOW + FRESH - 1)).toMatchObject({ value: "first", at: NOW });
  expect([source.reads, behind.length]).toEqual([1, 0]);
});

test("a read of a fresh subject returns the reading itself, not a promise", async () => {
  const { get } = aMemory();
  await get(NOW);
  expect(get(NOW)).toBe(get(NOW + FRESH - 1));
});

test("a stale reading is answered at once and renewed in the background, at most once per period", async () => {
  const { source, behind, get } = aMemory();
  await get(NOW);
  source.value = "second";
  expect(get(NOW + FRESH)).toMatchObject({ value: "first" });
  expect(get(NOW + FRESH + EVERY - 1)).toMatchObject({ value: "first" });
  expect([source.reads, behind.length]).toEqual([2, 1]);
  await Promise.all(behind);
  expect(get(NOW + FRESH + EVERY - 1)).toMatchObject({ value: "second", at: NOW + FRESH });
});

test("the answer waits for the source when the reading is too old", async () => {
  const { source, behind, get } = aMemory();
  await get(NOW);
  source.value = "second";
  expect(get(NOW + STALE)).not.toBeInstanceOf(Promise);
  await Promise.all(behind);
  const old = get(NOW + STALE + STALE + 1);
  expect(old).toBeInstanceOf(Promise);
  expect(await old).toMatchObject({ value: "second", at: NOW + STALE + STALE + 1 });
});

test("without a limit of staleness only the first read waits", async () => {
  const { get } = aMemory({ staleMs: Number.POSITIVE_INFINITY });
  await get(NOW);
  expect(get(NOW + 1000 * STALE)).toMatchObject({ value: "first" });
  expect(get(NOW - 1)).toMatchObject({ value: "first" });
});

test("a clock that is put back makes every reading too old, and every attempt long past", async () => {
  expect([ageOf(NOW, NOW), ageOf(NOW, NOW + 5), ageOf(NOW, NOW - 1)]).toEqual([0, 5, Number.POSITIVE_INFINITY]);
  const { source, memory, get } = aMemory();
  await get(NOW);
  expect(memory.fresh("a", NOW - 1)).toBeUndefined();
  const again = get(NOW - 1);
  expect(again).toBeInstanceOf(Promise);
  expect(await again).toMatchObject({ at: NOW - 1 });
  expect(source.reads).toBe(2);
});

test("the first caller gets the error of a source that fails, and the reading stays unchanged", async () => {
  const { source, memory, behind, get } = aMemory();
  source.value = null;
  await expect(get(NOW)).rejects.toThrow("the source failed");
  expect(memory.last("a")).toBeUndefined();
  source.value = "first";
  await get(NOW);
  source.value = null;
  expect(get(NOW + FRESH)).toMatchObject({ value: "first", at: NOW });
  await expect(behind[0]).rejects.toThrow("the source failed");
  expect(memory.last("a")).toMatchObject({ value: "first", at: NOW });
});

test("a source that fails is asked once per period, and the reading is answered with its true age", async () => {
  const { source, get } = aMemory();
  await get(NOW);
  source.value = null;
  await expect(get(NOW + 2 * STALE)).rejects.toThrow("the source failed");
  expect(get(NOW + 2 * STALE + EVERY - 1)).toMatchObject({ value: "first", at: NOW });
  expect(source.reads).toBe(2);
  await expect(get(NOW + 2 * STALE + EVERY)).rejects.toThrow("the source failed");
});

test("a source may state the moment of its value: the age of the reading counts from that moment", async () => {
  const memory = new SourceMemory<string, string, null>({
    keyOf: (subject) => subject,
    freshMs: FRESH,
    staleMs: STALE,
    renewEveryMs: EVERY,
    load: async () => ({ value: "old", at: NOW - FRESH }),
  });
  await memory.renew(null, "a", NOW);
  expect(memory.fresh("a", NOW)).toBeUndefined();
  expect(memory.last("a")).toMatchObject({ value: "old", at: NOW - FRESH });
});

test("a renewal asks the source even for a fresh reading", async () => {
  const { source, memory } = aMemory();
  await memory.renew(source, "a", NOW);
  source.value = "second";
  expect(await memory.renew(source, "a", NOW)).toMatchObject({ value: "second" });
});

const words = (limits: Partial<{ max: number; maxWeight: number }>) =>
  new Memory<string, string>({ keyOf: (word) => word, freshMs: FRESH, weightOf: (word) => word.length, ...limits });

test("beyond the number limit the oldest reading leaves", () => {
  const memory = words({ max: 2 });
  memory.set("a", "a", NOW);
  memory.set("b", "b", NOW);
  memory.set("a", "a", NOW);
  memory.set("c", "c", NOW);
  expect(["a", "b", "c"].map((word) => memory.last(word)?.value)).toEqual(["a", undefined, "c"]);
});

test("beyond the weight limit the oldest readings leave until the rest fits; a single reading that is too heavy leaves too", () => {
  const memory = words({ maxWeight: 5 });
  memory.set("a", "aa", NOW);
  memory.set("b", "bb", NOW);
  memory.set("c", "ccc", NOW);
  expect(["a", "b", "c"].map((word) => memory.last(word)?.value)).toEqual([undefined, "bb", "ccc"]);
  memory.set("b", "b", NOW);
  memory.set("d", "d", NOW);
  expect(["b", "c", "d"].map((word) => memory.last(word)?.value)).toEqual(["b", "ccc", "d"]);
  memory.set("e", "eeeeee", NOW);
  expect(["b", "c", "d", "e"].map((word) => memory.last(word)?.value)).toEqual([undefined, undefined, undefined, undefined]);
});

test("heavy readings push out one another, and none of many light ones", () => {
  const memory = words({ maxWeight: 640 });
  const light = Array.from({ length: 320 }, (_, at) => `l${at}`);
  for (const name of light) memory.set(name, "x", NOW);
  for (let round = 0; round < 3; round += 1) for (const name of ["a", "b", "c", "d"]) memory.set(name, "h".repeat(150), NOW);
  expect(light.filter((name) => memory.last(name) === undefined)).toEqual([]);
  expect(["a", "b", "c", "d"].map((name) => memory.last(name) !== undefined)).toEqual([false, false, true, true]);
  memory.set("e", "h".repeat(700), NOW);
  expect(light.filter((name) => memory.last(name) === undefined)).toEqual([]);
});

test("a reading is removed by its subject or by its value, together with its weight", () => {
  const memory = words({ maxWeight: 4 });
  memory.set("a", "xx", NOW);
  memory.set("b", "yy", NOW);
  memory.forget("a");
  memory.forgetWhere((word) => word === "yy");
  expect([memory.last("a"), memory.last("b")]).toEqual([undefined, undefined]);
  memory.set("c", "xx", NOW);
  memory.set("d", "yy", NOW);
  expect(memory.last("c")?.value).toBe("xx");
});

test("a caller may set another limit of age than the usual one", () => {
  const memory = words({});
  memory.set("a", "a", NOW);
  expect(memory.fresh("a", NOW + 500)?.value).toBe("a");
  expect(memory.fresh("a", NOW + 500, 500)).toBeUndefined();
});

test("a reading with another value keeps its age and its last attempt, and counts its new weight", async () => {
  const { source, memory, behind, get } = aMemory();
  await get(NOW);
  source.value = "second";
  for (const at of [NOW + FRESH - 1, NOW + FRESH]) {
    memory.amend("a", ({ length }) => `changed ${length}`);
    expect(get(at)).toMatchObject({ value: expect.stringMatching(/^changed/), at: NOW });
  }
  await Promise.all(behind);
  expect(get(NOW + FRESH)).toMatchObject({ value: "second" });
  memory.amend("b", () => "none");
  expect(memory.last("b")).toBeUndefined();
  const weighed = new Memory<string, string>({
    keyOf: (key) => key,
    freshMs: FRESH,
    maxWeight: 10,
    weightOf: ({ length }) => length,
  });
  weighed.set("a", "x".repeat(9), NOW);
  weighed.amend("a", () => "x");
  for (const subject of ["b", "c"]) weighed.set(subject, "xxxx", NOW);
  expect(weighed.last("a")?.value).toBe("x");
});
