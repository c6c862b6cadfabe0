/** An office PC for the end-to-end tests: Chromium at 1366×768, one context for each person. */
import type { Browser } from "playwright-core";
import type { Phone } from "./browser.ts";

/** A dull office PC in Wuhan, in Chinese, without touch or camera. */
export async function openDesk(browser: Browser, origin: string): Promise<Phone> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1366, height: 768 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) errors.push(message.text());
  });
  return { context, page, errors };
}
