/** Marks of a pass (such as `signs`) as bits of one number: docs/gates.md gives `signs` the bit 512, and bits of other marks change nothing. */
import { expect, test } from "vitest";
import { bitsOf, marksIn, marksOf, signsOf } from "../../../../src/domain/community/marks.ts";

const DAY = 86_400_000;

test("the bit of signs is 512", () => {
  expect([marksOf({ signs: true }), bitsOf("signs")]).toEqual([512, 512]);
});

test.each([false, null])("a pass with signs %s has no mark", (signs) => {
  expect(marksOf({ signs })).toBe(0);
});

test.each([
  [0, []],
  [512, ["signs"]],
  [512 + 1, ["signs"]],
  [511, []],
])("the bits %i are the marks %j", (bits, marks) => {
  expect(marksIn(bits)).toEqual(marks);
});

test.each<readonly [string, { marks: number; declaredAt: number | null; at: number }, boolean | null]>([
  ["with the mark", { marks: 512, declaredAt: 0, at: DAY }, true],
  ["without the mark", { marks: 0, declaredAt: 0, at: DAY }, false],
  ["of a person who never declared", { marks: 0, declaredAt: null, at: DAY }, null],
  ["15 days after the declaration", { marks: 0, declaredAt: 0, at: 15 * DAY }, null],
])("the signs of a pass %s", (_, pass, signs) => {
  expect(signsOf(pass)).toBe(signs);
});
