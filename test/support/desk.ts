/** A browser page like an office PC of 1366×768 for the end-to-end tests, its users, and their acts. */
import type { Browser, Page } from "playwright-core";
import type { Account } from "../../tools/demo-cast.ts";
import { violations } from "./accessibility.ts";
import { openPage, type Phone } from "./browser.ts";

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

/** Opens the page of a common office PC in Wuhan, in Chinese, without touch or camera. */
export async function openDesk(browser: Browser, origin: string): Promise<Phone> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1366, height: 768 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  return openPage(context);
}

/** Fills the dialog that appoints an administrator and presses its button. */
export async function fillAppointment(page: Page, { phone, people }: Account, reason: string): Promise<void> {
  await page.getByLabel("姓名").fill(people[0].name);
  await page.getByLabel("手机号").fill(phone);
  await page.getByLabel("事由").fill(reason);
  await page.getByRole("button", { name: "任命", exact: true }).click();
}

/** Opens each address at the width of a PC and of an upright phone; returns the findings of axe, and the pages that are wider than the screen. */
export async function faultsAtWidths(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const address of addresses) {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    for (const width of [1366, 390]) {
      await page.setViewportSize({ width, height: 768 });
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      faults.push(...(await violations(page)).map((line) => `${width} ${address}: ${line}`));
      const contentWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      if (contentWidth > width) faults.push(`${width} ${address}: takes ${contentWidth}`);
    }
  }
  return faults;
}

/** Runs inside the page and works until its next load: each export of passes begins, and then its connection breaks. */
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
