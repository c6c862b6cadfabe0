/** An office PC for the end-to-end tests, at 1366×768, who sits before it, and what they do there. */
import type { Browser, Page } from "playwright-core";
import type { Account } from "../../tools/demo-cast.ts";
import type { Phone } from "./browser.ts";

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
