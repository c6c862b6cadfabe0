/** The main story in a real browser: a resident declares and shows the code, an administrator adds a collector, and the collector's phone scans the resident's screen and registers the pass. Source: product.md §3, §4. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { passPage } from "../../src/contract/pass.ts";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { appoint, enrol } from "../../tools/demo.ts";
import { askForPassword, confirmPass, enterPassword, fillPerson, logIn, openTab, sendPerson } from "../support/acts.ts";
import { type Phone, whileHeld, openBrowser, openPhone } from "../support/browser.ts";
import { declare } from "../support/declaration-form.ts";
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
  browser = await openBrowser();
  const at = (host: string) => `http://${host}:${running.port}`;
  // The collector and the administrator need a declaration too. Theirs are sent over HTTP; only the resident's is made on the screen.
  await enrol(running.port, HOSTS.collector, COLLECTOR);
  await appoint(await enrol(running.port, HOSTS.administrator, ADMINISTRATOR));
  resident = await openPhone(browser, at(HOSTS.resident));
  collector = await openPhone(browser, at(HOSTS.collector), { camera: true });
  administrator = await openPhone(browser, at(HOSTS.administrator), { camera: true });
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a resident logs in by a one-time password and is asked for their identity", async () => {
  const { page } = resident;
  await page.goto("/");
  await page.getByLabel("手机号").waitFor();
  await screens.see(page, "login");
  await askForPassword(page, RESIDENT.phone);
  await screens.see(page, "login-password");
  await enterPassword(page, await running.visitor().passwordOf(RESIDENT.phone));
  await page.getByRole("link", { name: "登记本人" }).waitFor();
  await screens.see(page, "first-visit");
});

test("a resident binds themselves by name and document and comes to the declaration", async () => {
  const { page } = resident;
  await page.getByRole("link", { name: "登记本人" }).click();
  await fillPerson(page, RESIDENT.people[0]);
  await screens.see(page, "register-myself");
  await sendPerson(page);
  await page.waitForURL("**/declare");
  await expect.poll(() => new URL(page.url()).pathname).toBe("/declare");
});

test("a resident declares, one question per step, and sees all answers before sending", async () => {
  const { page } = resident;
  await declare(page, screens);
  await page.getByRole("link", { name: "出示健康码" }).click();
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await expect.poll(() => page.getByText("已申报").count()).toBeGreaterThan(0);
  await screens.see(page, "code");
});

test("a tap shows the code on the whole screen", async () => {
  const { page } = resident;
  await page.getByRole("button", { name: "全屏亮码", exact: true }).click();
  const whole = page.getByRole("dialog", { name: "全屏健康码" });
  await whole.waitFor();
  await screens.see(page, "code-whole");
  await whole.getByRole("button").click();
  await whole.waitFor({ state: "hidden" });
});

test("a manager adds a child, whose code stands beside their own", async () => {
  const { page } = resident;
  const [, child] = RESIDENT.people;
  if (child === undefined) throw new Error("the cast has no child");
  await openTab(page, "家人");
  await page.getByRole("link", { name: "添加家人" }).click();
  await fillPerson(page, child);
  await screens.see(page, "add-person");
  await sendPerson(page);
  await page.waitForURL("**/declare");
  await page.goto("/family");
  await page.getByText("子女").waitFor();
  await screens.see(page, "family");
  await openTab(page, "健康码");
  await page.getByText("还没有申报").waitFor();
  await screens.see(page, "not-declared");
  await page.getByRole("button", { name: "切换家人" }).click();
  await screens.see(page, "switch-person");
  await page.getByRole("dialog").getByRole("button", { name: "本人" }).click();
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
});

test("an administrator adds a collection point by address and location", async () => {
  const { page } = administrator;
  await logIn(page, running, ADMINISTRATOR.phone);
  await openTab(page, "工作台");
  await page.getByText("还没有采集点").waitFor();
  await screens.see(page, "points-empty");
  await page.getByRole("link", { name: "添加采集点" }).click();
  await page.getByLabel("名称").fill("东门");
  await page.getByLabel("地址", { exact: true }).fill("红卫路 18 号东门岗亭");
  await page.getByRole("button", { name: "使用当前位置" }).click();
  await page.getByText("误差约 20 米").waitFor();
  await screens.see(page, "add-point");
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByText("无人在岗").waitFor();
  await screens.see(page, "points");
});

test("an administrator adds a collector by a scan of that person's code", async () => {
  await logIn(collector.page, running, COLLECTOR.phone);
  await collector.page.getByRole("img", { name: "健康码二维码" }).waitFor();
  const { page } = administrator;
  await page.getByRole("link", { name: "采集员" }).click();
  await page.getByRole("link", { name: "扫码添加" }).click();
  await whileHeld(collector.page, page, () => page.getByRole("heading", { name: "添加这位采集员？" }).waitFor());
  await screens.see(page, "add-collector");
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("button", { name: `移除 +86${COLLECTOR.phone}` }).waitFor();
  await screens.see(page, "collectors");
});

test("the workbench appears by itself on the new collector's phone, and asks for their point", async () => {
  const { page } = collector;
  await page.reload();
  await openTab(page, "工作台");
  await page.getByRole("heading", { name: "您现在站在哪个采集点？" }).waitFor();
  await screens.see(page, "choose-post");
  await page.getByRole("button", { name: "东门" }).click();
  await page.getByText("对准健康码").waitFor();
  await page.getByText("核验资料：").waitFor();
});

test("a collector scans the code on the resident's screen and registers", async () => {
  const { page } = collector;
  await resident.page.goto("/");
  await resident.page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await whileHeld(resident.page, page, () => page.getByRole("button", { name: "确认登记" }).waitFor());
  await screens.see(page, "verdict");
  await expect.poll(() => page.getByRole("region", { name: "核验结果" }).getByText("尹**").count()).toBe(1);
  await confirmPass(page);
  await screens.see(page, "registered");
  await page.getByText(/^(对准健康码|刚刚已登记，请下一位)$/).waitFor();
  await screens.see(page, "scan");
});

test("the passage stands in the community's records, with the collector's number and the person's masked name", async () => {
  const office = running.visitor(HOSTS.administrator);
  await office.logIn(ADMINISTRATOR.phone);
  const { passes } = await office.ask("GET", `/api/v1/communities/${COMMUNITY.division}/passes`, passPage);
  expect(passes).toEqual([
    {
      id: expect.any(String),
      at: expect.any(String),
      pointId: expect.any(String),
      pointName: "东门",
      person: expect.any(String),
      maskedName: "尹**",
      colour: "none",
      marks: [],
      // Wuhan's policy for a declared person without a colour.
      answer: "ask",
      policy: "wuhan-2020-02",
      collectorId: expect.any(String),
      collectorPhone: "138*****002",
    },
  ]);
});

test("axe finds nothing on any screen, in standard, dark and elder dress", () => {
  expect(screens.findings()).toEqual([]);
});

test("no page threw an error or broke its security policy", () => {
  expect([resident, collector, administrator].flatMap(({ errors }) => errors)).toEqual([]);
});
