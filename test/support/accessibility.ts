/** Asks axe about a page as it stands: WCAG 2.2 AA and axe's best practices. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** One line for each violated rule and place; an empty list is the goal of quality.md. */
export async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${rule.help})`));
}
