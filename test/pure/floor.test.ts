/** The check of the built files (tools/floor.ts) finds the syntax and the names that the oldest supported engines (the floor) do not have. */
import { expect, test } from "vitest";
import { findingsIn } from "../../tools/floor/findings.ts";
import { readTable } from "../../tools/floor/newer.ts";
import { findingsInStyles } from "../../tools/floor/styles.ts";

const newer = readTable();

function found(code: string): readonly string[] {
  return findingsIn(code, 2020, newer).map(({ what }) => what);
}

test.each([
  ["let a; a ??= 1", "syntax newer than ES2020"],
  ["class A { #a = 1 }", "syntax newer than ES2020"],
  ["await 1", "syntax newer than ES2020"],
  ["x.replace(/(?<=.)a/, '')", "a lookbehind"],
  ["new RegExp('(?<!a)b')", "a lookbehind"],
  ["rows.toSorted()", "toSorted"],
  ["rows.filter(Boolean).findLastIndex(a)", "findLastIndex"],
  ["Map.groupBy(rows, a)", "Map.groupBy"],
  ["Promise.withResolvers()", "Promise.withResolvers"],
  ["crypto.randomUUID()", "Crypto.randomUUID"],
  ["const later = AbortSignal.timeout", "AbortSignal.timeout"],
  ["structuredClone(a)", "structuredClone"],
  ["new DecompressionStream('deflate')", "DecompressionStream"],
  ["main.replaceChildren(note)", "replaceChildren"],
  ["navigator.clipboard.write([]), performance.eventCounts", "Performance.eventCounts"],
  ["new Intl.DisplayNames('en', {})", "DisplayNames"],
])("%s is found", (code, what) => {
  expect(found(code)).toEqual([expect.stringContaining(what)]);
});

test.each([
  "a?.b ?? 1n ** 2n",
  "rows.sort().flatMap(a).includes(b)",
  "const { at, share } = answer; answer.share = at",
  "const own = { structuredClone: 1 }; own.structuredClone",
  "Promise.allSettled([]).then(a, b)",
  "document.querySelector('dialog').showModal()",
  "x.replace(/(?<year>a)(?=b)(?!c)/u, '')",
  "navigator.serviceWorker.register('/sw.js'); navigator.locks.request('a', b)",
])("%s is at the floor", (code) => {
  expect(found(code)).toEqual([]);
});

test.each([
  ["a{padding-block:1px 2px}", "padding-block"],
  ["a:has(b){color:red}", ":has"],
  ["a:is(b,c){color:red}", ":is"],
  ["a{rotate:45deg}", "rotate"],
  ["@container (width>1px){a{color:red}}", "@container"],
  ["a{height:100dvh}", "height: 100dvh"],
  ["a{color:color-mix(in srgb,red,blue)}", "color: color-mix"],
])("%s is found in a style sheet", (css, what) => {
  expect(findingsInStyles(css, newer).map((each) => each.what)).toEqual([expect.stringContaining(what)]);
});

test.each([
  "a{height:100dvh}@supports not (height:1dvh){a{height:100vh}}",
  "a{color:red;color:color-mix(in srgb,red,blue)}",
  "@media (max-width:1px){a>b~c:not(.d)::before{padding-block-start:1px;margin:env(b) min(1px,2vh);--own:1vh}}",
])("%s is understood", (css) => {
  expect(findingsInStyles(css, newer)).toEqual([]);
});

test("a finding says line, column and the code there", () => {
  expect(findingsIn("let a;\nlet b = a.at(-1);", 2020, newer)).toEqual([
    { what: "at", place: "2:12  …let a; let b = a.at(-1);…" },
  ]);
});

test("the script for engines below the floor is ES5", () => {
  expect(findingsIn("var a = function () {};", 5, newer)).toEqual([]);
  expect(findingsIn("var a = () => 1;", 5, newer)).toHaveLength(1);
});
