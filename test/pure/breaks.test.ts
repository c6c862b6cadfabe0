/** The breaks (wrong variants of an expression) that `npm run mutants` puts into the code: the expressions that get one, and those that get none. */
import { expect, test } from "vitest";
import { applyBreak, breaksOf } from "../../tools/mutants/breaks.ts";

const broken = (source: string): readonly string[] => breaksOf("a.ts", source).map((one) => applyBreak(source, one));

test.each<[string, readonly string[]]>([
  ["a < b;", ["a <= b;", "a >= b;"]],
  ["(a /* < */) /* < */ < b;", ["(a /* < */) /* < */ <= b;", "(a /* < */) /* < */ >= b;"]],
  ["a === b && c;", ["a !== b && c;", "a === b || c;"]],
  ["a ?? b;", ["a && b;"]],
  ["!a;", ["a;"]],
  ["i++;", ["i--;"]],
  ["a += 7;", ["a -= 7;", "a += (8);", "a += (6);"]],
  ["f(true);", ["f(false);"]],
  ["a ? b : c;", ["true ? b : c;", "false ? b : c;"]],
  ["if (a) throw b;", ["if (false) throw b;"]],
  ["for (;;) if (a) { b(); continue; }", ["for (;;) if (false) { b(); continue; }"]],
  ["all.every(f);", ["all.some(f);"]],
  ['refuse({ code: "late" });', ['refuse({ code: "" });']],
])("the breaks of %s are %j", (source, expected) => {
  expect(broken(source)).toEqual(expected);
});

test.each([
  "type Length = 0 | 1;",
  "const a: 5 = b as 5;",
  'const a = f<true>("text" + b);',
  'const a = { 1: "one" };',
  "if (a) b();",
  'const a = { zh: `${n > 1 ? "两" : "一"}`, en: `${n > 1}` };',
])("%s has no break: types, texts and names stay", (source) => {
  expect(broken(source)).toEqual([]);
});

test("a break names the line and shows the expression before and after", () => {
  const [first] = breaksOf("a.ts", "// one\n\n  export const isLate = (at: number) => at\n    > LIMIT;");
  expect(first).toMatchObject({ file: "a.ts", line: 4, text: "> LIMIT;", from: "at > LIMIT", to: "at >= LIMIT" });
});
