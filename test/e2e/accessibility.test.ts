/** A test of the accessibility check: it finds known faults in a page, because otherwise an empty list of findings would prove nothing. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "../support/accessibility.ts";
import { openBrowser, openPhone } from "../support/browser.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("axe finds a grey word on grey and a picture without a text", async () => {
  const { page } = await openPhone(browser, "http://localhost");
  await page.setContent(
    `<html lang="zh-CN"><title>x</title><main><h1 style="color:#999;background:#aaa">灰底上的灰字</h1><img src="data:,"></main>`,
  );
  const rules = (await violations(page)).map((line) => line.split(":", 1)[0]);
  expect(new Set(rules)).toEqual(new Set(["color-contrast", "image-alt"]));
});
