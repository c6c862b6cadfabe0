/** Every way to a pass counts the use of its code: the sources name each step once, so that a new way must go through it or change this list. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SOURCES = globSync("src/**/*.{ts,tsx}", { exclude: ["src/pwa/**"] }).map((path) => ({
  path,
  text: readFileSync(path, "utf8"),
}));

const filesWith = (pattern: RegExp): readonly string[] =>
  SOURCES.filter(({ text }) => pattern.test(text))
    .map(({ path }) => path)
    .toSorted();

test.each<readonly [string, RegExp, readonly string[]]>([
  ["write a row of a pass", /INSERT (OR \w+ )?INTO passes\b/, ["src/objects/community/pass-store.ts"]],
  ["add a pass to the store", /\.add\(collector, point, /, ["src/objects/community/register.ts"]],
  ["register passes at a community", /\.register\(actor\b/, ["src/routes/communities/passes.ts"]],
  [
    "judge codes",
    /\bjudgeCodes\(/,
    ["judge-codes", "passes", "redeclarations"].map((name) => `src/routes/communities/${name}.ts`),
  ],
  [
    "ask the holders' shards",
    /\.holders\(/,
    ["find-collector", "judge-codes"].map((name) => `src/routes/communities/${name}.ts`),
  ],
  ["count a use", /\buses\.count\(/, ["src/objects/people/credential/holders.ts", "src/objects/people/object.ts"]],
])("these files %s, and no others", (_, pattern, files) => {
  expect(filesWith(pattern)).toEqual(files);
});

test("a judgement without a gate uses no code and can be no pass: only the request to declare again asks for one", () => {
  expect(filesWith(/judgeCodes\([^;]*, null\)/)).toEqual(["src/routes/communities/redeclarations.ts"]);
});
