/** What the build adds to the styles for old engines (tools/old-styles.ts). */
import postcss from "postcss";
import { expect, test } from "vitest";
import { oldStyles } from "../../tools/old-styles.ts";

function built(css: string): string {
  return postcss([oldStyles()]).process(css, { from: undefined }).css.replaceAll(/\s+/g, " ").replaceAll("; }", " }").trim();
}

const supported = (rules: string): string => `@supports not (inset: 0) { ${rules} }`;
/** Text beside a symbol is no item that a selector can name. */
const beside = (box: string, gap: string): string =>
  `${box} > * + * { margin-left: ${gap} } ${box} > svg:only-child { margin-right: ${gap} }`;

test.each([
  [".a { display: flex; gap: 1rem }", beside(".a", "1rem")],
  [".a { display: inline-flex; flex-direction: column; gap: 1rem 2rem }", ".a > * + * { margin-top: 1rem }"],
  [".a { display: flex; gap: 1rem 2rem }", beside(".a", "2rem")],
  [".a { display: flex; flex-wrap: wrap; gap: 1rem 2rem }", ".a > * { margin-right: 2rem; margin-bottom: 1rem }"],
  [".a, .b { display: flex; gap: 1rem }", `${beside(".a", "1rem")} ${beside(".b", "1rem")}`],
  [".a { display: flex; gap: min(1rem, 2vh) }", beside(".a", "min(1rem, 2vh)")],
  [".a { display: flex } .a { gap: 1rem }", beside(".a", "1rem")],
])("%s gets margins", (css, rules) => {
  expect(built(css)).toBe(`${supported(rules)} ${css}`);
});

test("a box that a media query makes a grid has its margins taken back there", () => {
  expect(built(".a { display: flex; gap: 1rem } @media print { .a { display: grid } }")).toContain(
    supported(`${beside(".a", "1rem")} @media print { .a > * + * { margin-left: 0 } }`),
  );
});

test("so has a box that another class makes a grid", () => {
  expect(built(".a { display: flex; gap: 1rem } .b .a.pairs { display: grid } .a.pairs { display: grid }")).toContain(
    supported(`${beside(".a", "1rem")} .a.pairs > * + * { margin-left: 0 }`),
  );
});

test.each([".a { display: grid; gap: 1rem }", ".a { display: flex }", ".a { height: 100vh }"])("%s needs nothing", (css) => {
  expect(built(css)).toBe(css);
});

test("where dvh is missing, a height has vh", () => {
  const css = ".a { height: min(2rem, 14dvh); width: 1rem }";
  expect(built(css)).toBe(`${css}@supports not (height: 1dvh) {.a { height: min(2rem, 14vh) } }`);
});
