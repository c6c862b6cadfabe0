/** The main story in a Chromium from which all built-in names are removed that MDN's table dates after the floor (the oldest supported engines). Syntax and styles stay new; test/engines has a real old engine. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COLLECTOR, HOSTS, OFFICERS, POINTS } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { readTable } from "../../tools/floor/newer.ts";
import { confirmPass, fillPerson, logIn, openTab, sendPerson } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone, whileHeld } from "../support/browser.ts";
import { declare } from "../support/declaration-form.ts";
import { type Running, startRunning } from "../support/running.ts";

/** An account that the demonstration does not have in Wuhan. */
const [{ account: NEWCOMER }] = OFFICERS;

let running: Running;
let browser: Browser;
let resident: Phone;
let collector: Phone;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser("allow");
  resident = await oldPhone(HOSTS.resident);
  collector = await oldPhone(HOSTS.collector);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

async function oldPhone(host: string): Promise<Phone> {
  const phone = await openPhone(browser, `http://${host}:${running.port}`, { camera: true });
  const { globals, qualified } = readTable(["chrome"]);
  const newer = [...globals, ...qualified].filter(([, isAtFloor]) => !isAtFloor).map(([name]) => name.split("."));
  // Runs inside the page, so it must not use the names that it deletes.
  await phone.context.addInitScript((names) => {
    for (const [first = "", second] of names) {
      const holder = second === undefined ? globalThis : (Reflect.get(globalThis, first) ?? {});
      for (const each of [holder, holder.prototype ?? {}]) Reflect.deleteProperty(each, second ?? first);
    }
  }, newer);
  return phone;
}

test("the engine lacks what it should lack, before the app fills it in", async () => {
  const page = await resident.context.newPage();
  await page.goto("/robots.txt");
  const missing = ["Array.prototype.toSorted", "Map.groupBy", "crypto.randomUUID", "AbortSignal.timeout", "structuredClone"];
  for (const name of missing) expect(await page.evaluate(`typeof ${name}`), name).toBe("undefined");
  expect(await page.evaluate("typeof Promise.allSettled")).toBe("function");
  await page.close();
});

test("a resident logs in, binds themselves, declares and has a code, with and without a network", async () => {
  const { page, context } = resident;
  await logIn(page, running, NEWCOMER.phone);
  await page.getByRole("link", { name: "登记本人" }).click();
  await fillPerson(page, NEWCOMER.people[0]);
  await sendPerson(page);
  await page.waitForURL("**/declare");
  await declare(page, { see: async () => undefined });
  await page.getByRole("link", { name: "出示健康码" }).click();
  const code = page.getByRole("img", { name: "健康码二维码" });
  await code.waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.reload();
  await code.waitFor();
  await context.setOffline(false);
});

test("a collector scans the code and registers", async () => {
  const { page } = collector;
  await logIn(page, running, COLLECTOR.phone);
  await openTab(page, "工作台");
  await page.getByText(/^(对准健康码|您现在站在哪个采集点？)$/).waitFor();
  const post = page.getByRole("button", { name: POINTS[0].name });
  if (await post.isVisible()) await post.click();
  await page.getByText("对准健康码").waitFor();
  await whileHeld(resident.page, page, () => page.getByRole("button", { name: "确认登记" }).waitFor());
  await confirmPass(page);
  // Fetching the status lists needs AbortSignal.timeout and the code that inflates them.
  await page.getByText(/^核验资料：/).waitFor();
});

test("no page threw an error or broke its security policy", () => {
  expect([resident, collector].flatMap(({ errors }) => errors)).toEqual([]);
});
