/** No file of src imports itself, directly or through other files, so that a file can be understood without the files that import it. Imports of types count, `import()` does not. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "vite";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url).pathname;

/** The paths of a file's static imports and re-exports, as written. */
function importsOf(file: string, text: string): readonly string[] {
  const { module, errors } = parseSync(file, text);
  expect(errors).toEqual([]);
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
  ];
}

/** Groups of files in which each file reaches every other: strongly connected components (Tarjan, 1972). */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const walk = (file: string): number => {
    const own = index.size;
    index.set(file, own);
    open.push(file);
    let lowest = own;
    for (const next of imports.get(file) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, walk(next));
      else if (open.includes(next)) lowest = Math.min(lowest, low.get(next) ?? index.get(next) ?? own);
    }
    low.set(file, lowest);
    if (lowest < own) return lowest;
    const group = open.splice(open.indexOf(file));
    if (group.length > 1 || imports.get(file)?.includes(file) === true) circles.push(group.toSorted());
    return lowest;
  };
  for (const file of imports.keys()) if (!index.has(file)) walk(file);
  return circles;
}

test("the search finds a circle of three files and a file that imports itself", () => {
  const imports = new Map([
    ["a", ["b"]],
    ["b", ["c", "d"]],
    ["c", ["a"]],
    ["d", []],
    ["e", ["e", "a"]],
  ]);
  expect(circlesOf(imports)).toEqual([["a", "b", "c"], ["e"]]);
  expect(importsOf("a.ts", `import type { A } from "./a.ts"; export { b } from "./b.ts"; void import("./c.ts");`)).toEqual([
    "./a.ts",
    "./b.ts",
  ]);
});

test("no file of src imports itself through other files", () => {
  const files = new Set(globSync("src/**/*.{ts,tsx}", { cwd: root }));
  expect(files.size).toBeGreaterThan(300);
  const imports = new Map(
    Array.from(files, (file) => {
      const named = importsOf(file, readFileSync(join(root, file), "utf8"));
      return [file, named.map((name) => normalize(join(dirname(file), name))).filter((name) => files.has(name))];
    }),
  );
  expect(circlesOf(imports)).toEqual([]);
});
