/** Marks of a pass (such as `signs`) as bits of one number: docs/gates.md gives `signs` the bit 512, and bits of other marks change nothing. */
import { expect, test } from "vitest";
import { bitsOf, marksIn, marksOf, signsOf } from "../../../../src/domain/community/marks.ts";

const DAY = 86_400_000;

test("the bit of signs is 512, that of a second use 8", () => {
  expect([marksOf({ signs: true, second_use: false }), bitsOf("signs")]).toEqual([512, 512]);
  expect([marksOf({ signs: null, second_use: true }), bitsOf("second_use")]).toEqual([8, 8]);
  expect(marksOf({ signs: true, second_use: true })).toBe(520);
});

test.each([false, null])("a pass with signs %s has no mark", (signs) => {
  expect(marksOf({ signs, second_use: false })).toBe(0);
});

test.each([
  [0, []],
  [512, ["signs"]],
  [512 + 1, ["signs"]],
  [8, ["second_use"]],
  [520, ["signs", "second_use"]],
  [511 - 8, []],
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
