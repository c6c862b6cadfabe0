/** Checks a screen with axe in each appearance (standard, elder, dark), and takes its picture in a run with pictures. */
import type { Page } from "playwright-core";
import { RULES_OF_APPEARANCE, violations } from "./accessibility.ts";
import { pictureFile } from "./pictures.ts";

/** Collects the findings of axe per screen; the list of a screen without a finding is empty. */
export class Screens {
  readonly #findingsByScreen = new Map<string, readonly string[]>();

  /** Runs axe on the present screen, under the name of the screen: all rules in the standard appearance, those of colours and sizes also in the dark and elder one. */
  async see(page: Page, name: string): Promise<void> {
    await page.evaluate(() => document.fonts.ready);
    const path = pictureFile(name);
    if (path !== undefined) await page.screenshot({ path, animations: "disabled", scale: "device" });
    const standard = await violations(page);
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await violations(page, RULES_OF_APPEARANCE);
    await page.emulateMedia({ colorScheme: "light" });
    const dress = await page.evaluate(() => document.documentElement.className);
    await page.evaluate(() => document.documentElement.classList.add("elder"));
    const elder = await violations(page, RULES_OF_APPEARANCE);
    await page.evaluate((before) => (document.documentElement.className = before), dress);
    const findings = Object.entries({ standard, dark, elder });
    this.#findingsByScreen.set(
      name,
      findings.flatMap(([dressed, lines]) => lines.map((line) => `${dressed}: ${line}`)),
    );
  }

  findings(): readonly string[] {
    return [...this.#findingsByScreen].flatMap(([name, lines]) => lines.map((line) => `${name}: ${line}`));
  }
}
