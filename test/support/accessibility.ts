/** Runs axe's usual rules on the present state of a page: WCAG 2.1 AA and best practices. Not checked: frames, the size of targets (WCAG 2.2), and orientation (test/pure/pwa/orientation.test.ts). */
import { readFileSync } from "node:fs";
import type axe from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** Runs axe and returns one line per violated rule and element; quality.md demands an empty list. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Each document gets axe's source once, because parsing it takes most of the time. The page's content security policy does not apply to evaluate().
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SOURCE);
  const results = await page.evaluate(runAxe);
  return results.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${rule.help})`));
}

/** Runs inside the page: the rules that axe finds violated. */
async function runAxe(): Promise<readonly axe.Result[]> {
  const { axe: inPage } = globalThis as typeof globalThis & { readonly axe: typeof axe };
  // Without `preload: false`, axe would fetch the style sheets as text, which the page's policy forbids and reports. Only the orientation rule needs them.
  return (await inPage.run(document, { resultTypes: ["violations"], preload: false })).violations;
}
