/** The devices that are logged in, on a small phone and on a PC; and an office that closes while a form is open, which a login above the form opens again. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { logIn, openTab } from "../support/acts.ts";
import { openPhone } from "../support/browser.ts";
import { DISTRICT, faultsAtWidths } from "../support/desk.ts";
import { movePageClock } from "../support/moved-clock.ts";
import { type Officers, officersAhead, openOfficers } from "../support/officers.ts";
import { noteNames } from "../support/phone-storage.ts";
import { Screens } from "../support/screens.ts";

const SMALL = { width: 360, height: 640 };
const PAST_IDLE_MS = 31 * 60_000;
const UNTOUCHED_MS = 4 * 60_000;
const DIALOG = { name: "工作台已关闭" };

const screens = new Screens();
let office: Officers;

beforeAll(async () => {
  office = await openOfficers(undefined, async ({ port }) => fillDemo(port));
});
afterAll(() => office.close());

test("a resident sees the devices of the account, and logs another one out after a question; that one says so, and has nothing left of what was typed", async () => {
  const origin = `http://${HOSTS.resident}:${office.running.port}`;
  const [mine, lost] = [await openPhone(office.browser, origin, SMALL), await openPhone(office.browser, origin, SMALL)];
  await logIn(lost.page, office.running, RESIDENT.phone);
  await logIn(mine.page, office.running, RESIDENT.phone);
  await lost.page.goto("/family/add");
  await lost.page.getByLabel("姓名").fill("尹小雪");
  await expect.poll(() => lost.page.evaluate(noteNames)).toContain("sealed binding");
  const { page } = mine;
  await openTab(page, "我的");
  await page.getByRole("link", { name: "登录的设备" }).click();
  await page.getByText("这台设备").waitFor();
  const others = page.getByRole("button", { name: "退出登录 Chrome · Linux" });
  expect(await others.count()).toBeGreaterThan(0);
  await screens.see(page, "devices");
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.reload();
  await page.getByText("this device").waitFor();
  await screens.see(page, "devices-en");
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
  await page.reload();
  await others.first().click();
  await page.getByRole("dialog", { name: "让“Chrome · Linux”退出登录？" }).waitFor();
  await screens.see(page, "devices-end");
  await page.getByRole("dialog").getByRole("button", { name: "退出登录" }).click();
  await page.getByText("“Chrome · Linux”已退出登录。").waitFor();
  await lost.page.reload();
  await lost.page.getByText("这台设备已退出登录。").waitFor();
  await screens.see(lost.page, "device-ended");
  expect(await lost.page.evaluate(noteNames)).toEqual([]);
  await logIn(lost.page, office.running, RESIDENT.phone);
  await lost.page.goto("/family/add");
  await lost.page.getByLabel("姓名").waitFor();
  expect(await lost.page.getByLabel("姓名").inputValue()).toBe("");
  await lost.page.goto("/me");
  await lost.page.getByRole("button", { name: "退出登录" }).click();
  await lost.page.getByRole("dialog").getByRole("button", { name: "退出" }).click();
  await lost.page.getByLabel("手机号").waitFor();
  expect(await lost.page.getByText("这台设备已退出登录。").count()).toBe(0);
});

test("an office that closes while a form is open asks for a login above the form, and loses nothing that was typed", async () => {
  const { page } = office.first;
  await page.goto(`/admin/${COMMUNITY.division}/points`);
  await page.getByRole("button", { name: "添加采集点" }).click();
  await page.getByLabel("名称").fill("北侧小门");
  await page.getByLabel("地址").fill("红卫路 18 号北侧");
  office = await officersAhead(office, PAST_IDLE_MS);
  await page.getByRole("dialog", DIALOG).waitFor();
  await screens.see(page, "office-closed");
  await page.getByLabel("本人手机号").fill("13800000099");
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByText("请填写登录时用的手机号 138*****011。").waitFor();
  await page.getByLabel("本人手机号").fill(DISTRICT.phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByLabel("验证码").waitFor();
  await page.getByLabel("验证码").fill(await office.running.visitor(HOSTS.administrator).passwordOf(DISTRICT.phone));
  await page.getByRole("dialog", DIALOG).waitFor({ state: "detached" });
  expect(await page.getByLabel("名称").inputValue()).toBe("北侧小门");
  await page.getByRole("dialog").getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("cell", { name: "北侧小门", exact: true }).waitFor();
});

test("a page that nobody touches says so with the questions that it asks by itself, and a touch ends that", async () => {
  const { page } = office.second;
  await page.goto("/devices");
  const asked = async (): Promise<string | undefined> => {
    const asking = page.waitForRequest("**/api/v1/me");
    await page.evaluate(() => dispatchEvent(new Event("online")));
    return (await asking).headers()["x-yima-unattended"];
  };
  expect(await asked()).toBeUndefined();
  await page.evaluate(movePageClock, UNTOUCHED_MS);
  expect(await asked()).toBe("1");
  await page.mouse.move(100, 100);
  await page.mouse.move(200, 200);
  expect(await asked()).toBeUndefined();
});

test("the phone of an administrator whose office has closed shows the own code, and says how the office opens", async () => {
  const phone = await openPhone(office.browser, `http://${HOSTS.administrator}:${office.running.port}`, SMALL);
  await logIn(phone.page, office.running, DISTRICT.phone);
  office = await officersAhead(office, 2 * PAST_IDLE_MS);
  await phone.page.goto("/me");
  await phone.page.getByText("工作台已关闭，因为有一会儿没有使用。").waitFor();
  await screens.see(phone.page, "office-closed-me");
  await phone.page.getByRole("button", { name: "重新打开" }).click();
  await phone.page.getByRole("dialog", DIALOG).waitFor();
  await screens.see(phone.page, "office-closed-phone");
  await phone.page.getByRole("button", { name: "以后再说" }).click();
  await phone.page.goto("/");
  await phone.page.getByRole("heading", { level: 1 }).waitFor();
});

test("no screen of sessions has a finding of axe, and none is wider than its screen", async () => {
  expect(screens.findings()).toEqual([]);
  expect(await faultsAtWidths(office.second.page, ["/devices"])).toEqual([]);
});
