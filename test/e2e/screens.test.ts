/** Screens that story.test.ts does not show, on a system filled with the demonstration: refusals, dialogs of the workbench, history, elder mode, English. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, POINTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { violations } from "../support/accessibility.ts";
import { logIn, openTab } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const screens = new Screens();

let running: Running;
let browser: Browser;
let resident: Phone;
let collector: Phone;
let administrator: Phone;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser();
  const at = (host: string) => `http://${host}:${running.port}`;
  resident = await openPhone(browser, at(HOSTS.resident));
  collector = await openPhone(browser, at(HOSTS.collector), { camera: true });
  administrator = await openPhone(browser, at(HOSTS.administrator));
  await logIn(resident.page, running, RESIDENT.phone);
  await logIn(collector.page, running, COLLECTOR.phone);
  await logIn(administrator.page, running, ADMINISTRATOR.phone);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("digits that are no code are refused with the next step, and the scanner continues", async () => {
  const { page } = collector;
  await openTab(page, "工作台");
  await page.getByRole("button", { name: "用扫码枪或图片" }).click();
  await page.getByPlaceholder("健康码的数字").fill("1234567890");
  await page.getByRole("button", { name: "核验" }).click();
  await page.getByRole("button", { name: "继续扫码" }).waitFor();
  await screens.see(page, "refused");
  await page.getByRole("button", { name: "继续扫码" }).click();
  await page.getByText("对准健康码").waitFor();
});

test("a collector who switches sees all points", async () => {
  const { page } = collector;
  await page.getByRole("button", { name: "切换" }).click();
  await page.getByRole("dialog", { name: "切换采集点" }).waitFor();
  await screens.see(page, "switch-post");
  await page.getByRole("button", { name: "关闭" }).click();
});

test("a point in use cannot be removed, and the refusal names its collectors", async () => {
  const { page } = administrator;
  await openTab(page, "工作台");
  await page.getByRole("button", { name: `删除 ${POINTS[0].name}` }).click();
  await page.getByRole("alert").getByText("在岗：陈** 138*****002").waitFor();
  await screens.see(page, "point-in-use");
});

test("a resident finds their declarations and opens one in full", async () => {
  const { page } = resident;
  await openTab(page, "我的");
  await page.getByRole("link", { name: "我的健康自查上报" }).waitFor();
  await screens.see(page, "me");
  await page.getByRole("link", { name: "我的健康自查上报" }).click();
  await page.waitForURL("**/history");
  await page.getByRole("link", { name: /36\.5/ }).waitFor();
  await screens.see(page, "history");
  await page.getByRole("link", { name: /36\.5/ }).first().click();
  await page.waitForURL("**/history/*/*");
  await page.getByText("体温").waitFor();
  await screens.see(page, "history-detail");
});

test("elder mode enlarges the screen of the code", async () => {
  const { page } = resident;
  await page.goto("/me");
  await page.getByRole("switch", { name: /长辈模式/ }).check();
  await openTab(page, "健康码");
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await screens.see(page, "code-elder");
  const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  expect(size).toBeGreaterThanOrEqual(18);
});

test("axe finds nothing in English on the screens with an address", async () => {
  const faults: string[] = [];
  for (const [{ page }, paths] of [
    [resident, ["/", "/declare?again", "/family", "/family/add", "/history", "/me"]],
    [administrator, ["/workbench", `/workbench/${COMMUNITY.division}/collectors`, `/workbench/${COMMUNITY.division}/points/add`]],
  ] as const) {
    await page.evaluate(() => localStorage.setItem("yima-language", "en"));
    for (const path of paths) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await page.locator("main h1").first().waitFor({ state: "attached" });
      faults.push(...(await violations(page)).map((line) => `${path}: ${line}`));
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe("en");
    }
  }
  expect(faults).toEqual([]);
});

test("axe finds nothing on any screen, in standard, dark and elder dress", () => {
  expect(screens.findings()).toEqual([]);
});

test("no page threw an error or broke its security policy", () => {
  expect([resident, collector, administrator].flatMap(({ errors }) => errors)).toEqual([]);
});
