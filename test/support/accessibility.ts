/** Runs axe on the present state of a page: WCAG 2.2 AA and axe's best practices, except frames and orientation (test/pure/pwa/orientation.test.ts). */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** One line per violated rule and place; quality.md demands an empty list. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Parsing its source takes most of axe's time, so that each document gets it once. The page's content policy does not apply to evaluate().
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const results = await page.evaluate(runAxe);
  return results.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${rule.help})`));
}

/** Runs inside the page. */
async function runAxe(): Promise<readonly axe.Result[]> {
  const { axe: inPage } = globalThis as typeof globalThis & { readonly axe: typeof axe };
  // Only the orientation rule reads style sheets: axe would preload them as text, which the page's policy forbids and reports.
  return (await inPage.run(document, { resultTypes: ["violations"], preload: false })).violations;
}
