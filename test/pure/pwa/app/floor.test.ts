/** src/pwa/app/floor.ts fills in what old engines lack: it runs in a realm without these functions, and their results are compared with this engine's own. */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";

const source = (path: string): string => readFileSync(new URL(`../../../../src/${path}`, import.meta.url), "utf8");

/** The functions that src/pwa/app/floor.ts adds, by the global object that has them. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  "Array.prototype": ["at", "findLast", "toReversed", "toSorted"],
  "String.prototype": ["replaceAll"],
  Object: ["hasOwn"],
  Map: ["groupBy"],
  AbortSignal: ["timeout"],
  crypto: ["randomUUID"],
};

/** Makes a realm without these functions, runs floor.ts in it, and returns a function that runs a script there. */
function oldEngine(): (script: string) => unknown {
  const realm = createContext({
    AbortController: class extends AbortController {},
    AbortSignal: {},
    crypto: { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) },
    setTimeout,
  });
  const holders = Object.entries(FILLED).filter(([holder]) => !["AbortSignal", "crypto"].includes(holder));
  for (const [holder, names] of holders)
    for (const name of names) expect(runInContext(`delete ${holder}.${name}; ${holder}.${name}`, realm), name).toBe(undefined);
  runInContext(stripTypeScriptTypes(source("pwa/app/floor.ts")), realm);
  return (script) => runInContext(script, realm);
}

test.each([
  "[1, 2, 3].at(-1) + [1, 2, 3].at(0) + String([1].at(5)) + String([].at(-1))",
  "[1, 2, 3, 4].findLast((each) => each % 2 === 1)",
  "String([1].findLast(() => false))",
  "(() => { const own = [3, 1, 10, 2]; return [own.toSorted(), own.toSorted((a, b) => a - b), own.toReversed(), own].join('; ') })()",
  "Object.keys([7]).join()",
  "(() => { const names = []; for (const name in [7]) names.push(name); return names.join() })()",
  "'a.b.c'.replaceAll('.', '\\\\') + 'a+b'.replaceAll('+', '$&$&') + 'x~y'.replaceAll(/[xy]/g, (each) => each + each)",
  "'[](){}^$|?*-'.replaceAll('[', '1').replaceAll(']', '2').replaceAll('|', '3').replaceAll('^', '4').replaceAll('$', '5')",
  "[Object.hasOwn({ a: 1 }, 'a'), Object.hasOwn({}, 'toString'), Object.hasOwn(Object.create(null), 'a')].join()",
  "JSON.stringify([...Map.groupBy(new Set([1, 2, 3, 4, NaN]), (each, index) => index === 0 || each % 2)])",
])("%s answers as in this engine", (script) => {
  expect(oldEngine()(script)).toBe(runInContext(script, createContext({})));
});

test("an identifier is a random one of version 4", () => {
  const made = new Set(Array.from({ length: 50 }, () => String(oldEngine()("crypto.randomUUID()"))));
  expect(made.size).toBe(50);
  for (const each of made) expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a request that takes too long is given up", async () => {
  const signal = oldEngine()("AbortSignal.timeout(5)") as AbortSignal;
  expect(signal.aborted).toBe(false);
  await expect.poll(() => signal.aborted).toBe(true);
});

test("the compiler allows what is filled in and nothing more", () => {
  const declared = new Set(Array.from(source("floor.d.ts").matchAll(/^ {2}(\w+)[<(]/gm), ([, name]) => name));
  const inDom = new Set(["timeout", "randomUUID"]);
  const filled = Object.values(FILLED).flat();
  expect(declared).toEqual(new Set(filled.filter((name) => !inDom.has(name))));
  const names = Array.from(source("pwa/app/floor.ts").matchAll(/^ {2}(\w+)(?:\(|: )/gm), ([, name]) => name);
  expect(names).toEqual(filled);
});
