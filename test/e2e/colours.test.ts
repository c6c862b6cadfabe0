/** Colours on the phone: green with its reason, and yellow by itself after a declaration on another phone. Source: product.md §3, §6. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { declarationReceipt } from "../../src/contract/declaration.ts";
import { person } from "../../src/contract/people.ts";
import { ADDRESS, COMMUNITY, RESIDENT } from "../../tools/demo-cast.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const HUBEI = "hubei.localhost";
const screens = new Screens();

let running: Running;
let browser: Browser;
let phone: Phone;
/** A session of the same account without a browser. */
let elsewhere: Visitor;
let self: string;

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser("allow");
  elsewhere = running.visitor(HUBEI);
  await elsewhere.logIn(RESIDENT.phone);
  const [someone] = RESIDENT.people;
  const document = { type: "10", number: someone.number };
  ({ id: self } = await elsewhere.ask("POST", "/api/v1/people", person, { relation: "self", name: someone.name, document }));
  phone = await openPhone(browser, `http://${HUBEI}:${running.port}`);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

function declare(temperatureCelsius: number) {
  return elsewhere.ask("POST", `/api/v1/people/${self}/declarations`, declarationReceipt, {
    id: randomUUID(),
    category: "staying",
    presentPlace: { division: COMMUNITY.division },
    addressHere: { division: COMMUNITY.division, detail: ADDRESS },
    phone: RESIDENT.phone,
    temperatureCelsius,
    symptoms: [],
    contact: "none",
    places: [],
    promise: true,
  });
}

test("a resident of Hubei with a healthy declaration shows green, with the reason", async () => {
  const { page } = phone;
  await declare(36.5);
  await page.clock.install();
  await logIn(page, running, RESIDENT.phone);
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await page.getByText("未发现异常").waitFor();
  await expect.poll(() => page.getByRole("button", { name: /绿码/ }).count()).toBe(1);
  await screens.see(page, "code-green");
});

test("a fever declared on another phone turns the open phone yellow by itself, with its end and its contact", async () => {
  const { page } = phone;
  await declare(37.3);
  await page.clock.runFor("11:00");
  await page.getByRole("button", { name: /黄码/ }).waitFor();
  await page.getByText("检测结果为阴性后转为绿码").waitFor();
  await page.getByText("所在社区（村），或拨打 12345").waitFor();
  await screens.see(page, "code-yellow");
  await page.getByText("能否通行").scrollIntoViewIfNeeded();
  await screens.see(page, "code-yellow-why");
});

test("the reason is shown without a network, also in English", async () => {
  const { page, context } = phone;
  await context.setOffline(true);
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.reload();
  await page.getByText("A temperature of 37.3 °C or more, and no negative test since").waitFor();
  await page.getByText("Your community or village, or telephone 12345").waitFor();
  await page.getByText("Can I pass?").scrollIntoViewIfNeeded();
  await screens.see(page, "code-yellow-why-english");
  await context.setOffline(false);
});

test("axe finds nothing on these screens, and the page reported no error", () => {
  expect(screens.findings()).toEqual([]);
  expect(phone.errors).toEqual([]);
});
