/** A collector asks a person at the gate to declare again; the person's phone shows the request until they have declared. Source: product.md §4. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { me } from "../../src/contract/people.ts";
import { COLLECTOR, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { declare, fillDemo } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone, whileHeld } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";
import { agree } from "../support/declaration-form.ts";
import { Screens } from "../support/screens.ts";

const screens = new Screens();

let running: Running;
let browser: Browser;
let resident: Phone;
let collector: Phone;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser("allow");
  resident = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`);
  collector = await openPhone(browser, `http://${HOSTS.collector}:${running.port}`, { camera: true });
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("the collector asks for a new declaration at the verdict, and sees that the request arrived", async () => {
  await logIn(resident.page, running, RESIDENT.phone);
  await resident.page.getByRole("img", { name: "健康码二维码" }).waitFor();
  const { page } = collector;
  await logIn(page, running, COLLECTOR.phone);
  await page.getByRole("link", { name: "工作台" }).click();
  await whileHeld(resident.page, page, () => page.getByRole("button", { name: "请对方重新申报" }).waitFor());
  await page.getByRole("button", { name: "请对方重新申报" }).click();
  await screens.see(page, "ask-again");
  await page.getByRole("button", { name: "在对方手机上提醒" }).click();
  await page.getByText("已提醒").waitFor();
  await screens.see(page, "asked-again");
  await page.getByRole("button", { name: "不登记，扫下一位" }).click();
  await page.getByText("核验资料：").waitFor();
});

test("the person's phone shows the gate of the request by itself, on the code and before the form", async () => {
  const { page } = resident;
  await page.getByText("康苑社区的采集点“康苑社区东门”请您重新上报").waitFor();
  await page.getByRole("link", { name: "申报 有待办" }).waitFor();
  await screens.see(page, "code-asked");
  await page.getByRole("status").getByRole("link", { name: "重新上报" }).click();
  await agree(page);
  await page.getByText(/^第 \d 步/).waitFor();
  await page.getByText("康苑社区的采集点“康苑社区东门”请您重新上报").waitFor();
  await screens.see(page, "declare-asked");
});

test("the last declaration fills the form; without a network it is empty, because the phone keeps no declaration", async () => {
  const { page, context } = resident;
  const staying = page.getByRole("radio", { name: /^留汉/ });
  await expect.poll(() => staying.isChecked()).toBe(true);
  await page.goBack();
  await context.setOffline(true);
  await page.getByRole("link", { name: "重新上报" }).first().click();
  await staying.waitFor();
  expect(await staying.isChecked()).toBe(false);
  await context.setOffline(false);
});

test("after the declaration the phone shows no request", async () => {
  const { page } = resident;
  await page.goto("/");
  await page.getByText("康苑社区的采集点“康苑社区东门”请您重新上报").waitFor();
  const visitor = running.visitor(HOSTS.resident);
  await visitor.logIn(RESIDENT.phone);
  const { people } = await visitor.ask("GET", "/api/v1/me", me);
  for (const person of people.slice(0, 1)) await declare(visitor, person, RESIDENT.phone);
  await page.getByText("康苑社区的采集点“康苑社区东门”请您重新上报").waitFor({ state: "hidden" });
  await expect.poll(() => page.getByRole("link", { name: "申报 有待办" }).count()).toBe(0);
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect([resident, collector].flatMap(({ errors }) => errors)).toEqual([]);
});
