/** What the build adds to the styles for old engines (tools/old-styles.ts). */
import postcss from "postcss";
import { expect, test } from "vitest";
import { oldStyles } from "../../tools/old-styles.ts";

function built(css: string): string {
  return postcss([oldStyles()]).process(css, { from: undefined }).css.replaceAll(/\s+/g, " ").replaceAll("; }", " }").trim();
}

const supported = (rules: string): string => `@supports not (inset: 0) { ${rules} }`;

test.each([
  [".a { display: flex; gap: 1rem }", ".a > * + * { margin-left: 1rem }"],
  [".a { display: inline-flex; flex-direction: column; gap: 1rem 2rem }", ".a > * + * { margin-top: 1rem }"],
  [".a { display: flex; gap: 1rem 2rem }", ".a > * + * { margin-left: 2rem }"],
  [".a { display: flex; flex-wrap: wrap; gap: 1rem 2rem }", ".a > * { margin-right: 2rem; margin-bottom: 1rem }"],
  [".a, .b { display: flex; gap: 1rem }", ".a > * + * { margin-left: 1rem } .b > * + * { margin-left: 1rem }"],
  [".a { display: flex; gap: min(1rem, 2vh) }", ".a > * + * { margin-left: min(1rem, 2vh) }"],
  [".a { display: flex } .a { gap: 1rem }", ".a > * + * { margin-left: 1rem }"],
])("%s gets margins", (css, rules) => {
  expect(built(css)).toBe(`${supported(rules)} ${css}`);
});

test("a box that a media query makes a grid has its margins taken back there", () => {
  expect(built(".a { display: flex; gap: 1rem } @media print { .a { display: grid } }")).toContain(
    supported(".a > * + * { margin-left: 1rem } @media print { .a > * + * { margin-left: 0 } }"),
  );
});

test("so has a box that another class makes a grid", () => {
  expect(built(".a { display: flex; gap: 1rem } .b .a.pairs { display: grid } .a.pairs { display: grid }")).toContain(
    supported(".a > * + * { margin-left: 1rem } .a.pairs > * + * { margin-left: 0 }"),
  );
});

test.each([".a { display: grid; gap: 1rem }", ".a { display: flex }", ".a { min-height: 100vh; min-height: 100dvh }"])(
  "%s needs nothing",
  (css) => {
    expect(built(css)).toBe(css);
  },
);

test("a height in dvh stands behind the same in vh", () => {
  expect(built(".a { height: min(2rem, 14dvh) }")).toBe(".a { height: min(2rem, 14vh); height: min(2rem, 14dvh) }");
});
