/** Asks axe about a page as it stands: WCAG 2.2 AA and axe's best practices, but for the orientation (test/pure/pwa/orientation.test.ts). Pages without frames only. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** One line for each violated rule and place; an empty list is the goal of quality.md. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Reading the source again is most of the time that axe takes, so that each document gets it once. The page's policy does not apply to it.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const found = await page.evaluate(runAxe);
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${rule.help})`));
}

/** Runs inside the page. */
async function runAxe(): Promise<readonly axe.Result[]> {
  const { axe: inPage } = globalThis as typeof globalThis & { readonly axe: typeof axe };
  // The rule about orientation alone reads style sheets: those that the page may not read are put into it as text, which its policy forbids and reports.
  return (await inPage.run(document, { resultTypes: ["violations"], preload: false })).violations;
}
