/** Runs axe's usual rules on the present state of a page: WCAG 2.1 AA and best practices. Not checked: frames, the size of targets (WCAG 2.2), and orientation (test/pure/pwa/orientation.test.ts). */
import { readFileSync } from "node:fs";
import type axe from "axe-core";
import type { CDPSession, Page } from "playwright-core";

const SOURCE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** The rules whose outcome depends on colours and sizes: in another appearance of the same page, the others would find the same. */
export const RULES_OF_APPEARANCE = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"] as const;

/** Runs axe and returns one line per violated rule and element; quality.md demands an empty list. @param rules absent: axe's usual rules */
export async function violations(page: Page, rules?: typeof RULES_OF_APPEARANCE): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await bringAxe(page);
  const results = await page.evaluate(runAxe, rules);
  return results.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${rule.help})`));
}

/** A session that ends takes the authenticators of its page with it, also those of other sessions (passkeys): these end with the page. */
const sessions = new WeakMap<Page, CDPSession>();

/**
 * Each document gets axe's source once, because parsing it takes most of the time. Chromium's own protocol evaluates it as a script, which the browser keeps for the
 * next document: half the time of `page.evaluate`. The page's content security policy does not apply.
 */
async function bringAxe(page: Page): Promise<void> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  await session.send("Runtime.evaluate", { expression: SOURCE });
}

/** Runs inside the page: the rules that axe finds violated. */
async function runAxe(rules?: readonly string[]): Promise<readonly axe.Result[]> {
  const { axe: inPage } = globalThis as typeof globalThis & { readonly axe: typeof axe };
  // Without `preload: false`, axe would fetch the style sheets as text, which the page's policy forbids and reports. Only the orientation rule needs them.
  const options = { resultTypes: ["violations" as const], preload: false, ...(rules && { runOnly: [...rules] }) };
  return (await inPage.run(document, options)).violations;
}
