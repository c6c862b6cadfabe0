/** Sketches estimate the number of different persons; two sketches can be merged into one. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import { emptySketch, merge, note, personsIn } from "../../../../src/domain/statistics/sketch.ts";

const person = (n: number) => createHash("sha256").update(String(n)).digest("hex").slice(0, 24) as PersonKey;

function sketchOf(from: number, to: number): Uint8Array {
  const sketch = emptySketch();
  for (let n = from; n < to; n += 1) note(sketch, person(n));
  return sketch;
}

test("an empty sketch counts nobody, and one person counts once after many passes", () => {
  expect(personsIn(emptySketch())).toBe(0);
  const sketch = sketchOf(0, 1);
  note(sketch, person(0));
  expect(personsIn(sketch)).toBe(1);
});

test.each([30, 300, 3000, 6000, 30_000, 300_000])("the estimate for %d persons is wrong by at most a twentieth", (count) => {
  expect(Math.abs(personsIn(sketchOf(0, count)) / count - 1)).toBeLessThan(0.05);
});

test("merged sketches equal the sketch of all persons, in any order and after repeats", () => {
  const [one, other] = [sketchOf(0, 2000), sketchOf(1000, 3000)];
  const merged = emptySketch();
  for (const each of [other, one, other]) merge(merged, each);
  expect(merged).toEqual(sketchOf(0, 3000));
});

test("the first 11 bits of a key choose the register; the zeros after its 16th bit give the rank", () => {
  const sketch = emptySketch();
  const registers = (key: string) => {
    note(sketch, key.padEnd(24, "0") as PersonKey);
    return [...sketch.entries()].filter(([, rank]) => rank > 0);
  };
  expect(sketch.length).toBe(2048);
  expect(registers("ffff80000000")).toEqual([[2047, 1]]);
  expect(registers("ffe010000000")).toEqual([[2047, 4]]);
  expect(registers("fff020000000")).toEqual([[2047, 4]]);
  expect(registers("002000000001")).toEqual([
    [1, 32],
    [2047, 4],
  ]);
  expect(registers("001f00000000")).toEqual([
    [0, 33],
    [1, 32],
    [2047, 4],
  ]);
});

test.each([
  [30, 30],
  [3000, 3006],
  [6000, 6030],
  [30_000, 30_152],
])("the estimate for %d persons is %d on every machine", (count, estimate) => {
  expect(personsIn(sketchOf(0, count))).toBe(estimate);
});

test("a sketch without an empty register is estimated from its ranks alone", () => {
  expect(personsIn(emptySketch().fill(1))).toBe(2953);
});
