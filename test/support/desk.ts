/** An office PC for the end-to-end tests, at 1366×768, who sits before it, and what they do there. */
import type { Browser, Page } from "playwright-core";
import type { Account } from "../../tools/demo-cast.ts";
import { violations } from "./accessibility.ts";
import type { Phone } from "./browser.ts";
import { LOADED_MS } from "./patience.ts";

export const DISTRICT: Account = {
  phone: "13800000011",
  people: [{ relation: "self", name: "顾长风", number: "420107197506120019" }],
};
export const STREET: Account = {
  phone: "13800000012",
  people: [{ relation: "self", name: "叶知秋", number: "42010719830925002X" }],
};
export const OFFICE: Account = {
  phone: "13800000013",
  people: [{ relation: "self", name: "沈若谷", number: "420107199007080031" }],
};

/** A dull office PC in Wuhan, in Chinese, without touch or camera. */
export async function openDesk(browser: Browser, origin: string): Promise<Phone> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1366, height: 768 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  context.setDefaultTimeout(LOADED_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) errors.push(message.text());
  });
  return { context, page, errors };
}

/** In the dialog that appoints, up to the press of its button. */
export async function fillAppointment(page: Page, { phone, people }: Account, reason: string): Promise<void> {
  await page.getByLabel("姓名").fill(people[0].name);
  await page.getByLabel("手机号").fill(phone);
  await page.getByLabel("事由").fill(reason);
  await page.getByRole("button", { name: "任命", exact: true }).click();
}

/** What axe finds, and what is wider than the screen, on a PC and on a phone held upright. */
export async function faultsAtWidths(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of [1366, 390]) {
    await page.setViewportSize({ width, height: 768 });
    for (const address of addresses) {
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      found.push(...(await violations(page)).map((line) => `${width} ${address}: ${line}`));
      const taken = await page.evaluate(() => document.documentElement.scrollWidth);
      if (taken > width) found.push(`${width} ${address}: takes ${taken}`);
    }
  }
  return found;
}

/** In the page, until it is loaded again: an export begins, and its connection breaks. */
export function breakOffExports(): void {
  const ask = window.fetch;
  window.fetch = (input, init) => {
    if (!(typeof input === "string" && /passes\.(?:csv|xlsx)/.test(input))) return ask(input, init);
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(1000)),
      pull: (controller) => controller.error(new TypeError("the connection broke")),
    });
    return Promise.resolve(new Response(body));
  };
}
