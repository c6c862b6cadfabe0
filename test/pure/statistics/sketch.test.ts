/** Different persons are counted about right, once each, and sketches of two gates are one. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { emptySketch, merge, note, personsIn } from "../../../src/domain/statistics/sketch.ts";

const person = (n: number) => createHash("sha256").update(String(n)).digest("hex").slice(0, 24) as PersonKey;

function sketchOf(from: number, to: number): Uint8Array {
  const sketch = emptySketch();
  for (let n = from; n < to; n += 1) note(sketch, person(n));
  return sketch;
}

test("nobody is nobody, and one person is one however often they pass", () => {
  expect(personsIn(emptySketch())).toBe(0);
  const sketch = sketchOf(0, 1);
  note(sketch, person(0));
  expect(personsIn(sketch)).toBe(1);
});

test.each([30, 300, 3000, 6000, 30_000, 300_000])("of %d persons it is at most a twentieth wrong", (count) => {
  expect(Math.abs(personsIn(sketchOf(0, count)) / count - 1)).toBeLessThan(0.05);
});

test("merged sketches are the sketch of all, in whatever order and however often", () => {
  const [one, other] = [sketchOf(0, 2000), sketchOf(1000, 3000)];
  const merged = emptySketch();
  for (const each of [other, one, other]) merge(merged, each);
  expect(merged).toEqual(sketchOf(0, 3000));
});
