/** Looks at a screen as it stands: its picture, and what axe says of it in each of its dresses. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../tools/command.ts";
import { violations } from "./accessibility.ts";

/** Where the pictures go: `npm run screens` puts them under docs/screens, other runs leave the repository as it is. */
const folder = join(root, process.env.YIMA_SCREENS ?? ".cache/screens");

/** Each screen with what axe found there; a screen without a finding is there with an empty list. */
export class Screens {
  readonly #found = new Map<string, readonly string[]>();

  /** Takes the picture, then asks axe in the standard, elder and dark dress. */
  async see(page: Page, name: string): Promise<void> {
    mkdirSync(folder, { recursive: true });
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", scale: "device" });
    const standard = await violations(page);
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await violations(page);
    await page.emulateMedia({ colorScheme: "light" });
    const dress = await page.evaluate(() => document.documentElement.className);
    await page.evaluate(() => document.documentElement.classList.add("elder"));
    const elder = await violations(page);
    await page.evaluate((before) => (document.documentElement.className = before), dress);
    const findings = Object.entries({ standard, dark, elder });
    this.#found.set(
      name,
      findings.flatMap(([dressed, lines]) => lines.map((line) => `${dressed}: ${line}`)),
    );
  }

  findings(): readonly string[] {
    return [...this.#found].flatMap(([name, lines]) => lines.map((line) => `${name}: ${line}`));
  }
}
