/** Every page works upright and sideways (WCAG 1.3.4). Checked here, because axe's rule for it does not run in test/support/accessibility.ts. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const PWA = join(import.meta.dirname, "../../../src/pwa");

test("no style sheet asks for the orientation of the screen", () => {
  const sheets = readdirSync(PWA, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(10);
  expect(sheets.filter((name) => readFileSync(join(PWA, name), "utf8").includes("orientation"))).toEqual([]);
});
