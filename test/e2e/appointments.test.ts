/** Administrators by application: the district's appoints the street's, the street's appoints those of its communities by a list and by review, and they have their rights at once. Source: product.md §4. */
import { Buffer } from "node:buffer";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account } from "../../tools/demo-cast.ts";
import { COMMUNITY, HOSTS } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { DISTRICT, faultsAtWidths, fillAppointment, OFFICE, openDesk, STREET } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const GANGDU: Account = {
  phone: "13800000014",
  people: [{ relation: "self", name: "江浩然", number: "420107198602150036" }],
};
const ORIGIN_HOST = HOSTS.administrator;
const APPLICATIONS = "/admin/420107001/applications";

const screens = new Screens();

let running: Running;
let browser: Browser;
let district: Phone;
let street: Phone;
let office: Phone;

beforeAll(async () => {
  running = await startRunning();
  await inCharge(running.port, ORIGIN_HOST, DISTRICT, "420107");
  for (const account of [STREET, OFFICE, GANGDU]) await enrol(running.port, ORIGIN_HOST, account);
  browser = await openBrowser();
  const origin = `http://${ORIGIN_HOST}:${running.port}`;
  district = await openDesk(browser, origin);
  street = await openDesk(browser, origin);
  office = await openPhone(browser, origin);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a person without an office waits before the PC, which opens by itself within seconds of the appointment", async () => {
  await logIn(street.page, running, STREET.phone);
  await street.page.goto("/admin");
  await street.page.getByRole("heading", { name: "您没有管理的区划" }).waitFor();
  const { page } = district;
  await logIn(page, running, DISTRICT.phone);
  await page.goto("/admin/420107001/administrators");
  await page.getByRole("button", { name: "任命管理员" }).click();
  await fillAppointment(page, STREET, "街道负责人到任");
  await page.getByRole("cell", { name: "138 0000 0012", exact: true }).first().waitFor();
  await street.page.waitForURL("**/admin/420107001/statistics", { timeout: 150_000 });
});

test("the street has no application yet, and the page explains how to send a list", async () => {
  const { page } = street;
  await page.getByRole("link", { name: "申请审核" }).click();
  await page.getByText("没有待审核的申请").waitFor();
  await screens.see(page, "pc-applications-empty");
  await page.getByRole("link", { name: "提交名单" }).first().click();
});

test("a pasted list is shown line by line before it is sent", async () => {
  const { page } = street;
  const list = [
    `${OFFICE.people[0].name}+红卫路街道康苑社区+${OFFICE.phone}`,
    `${GANGDU.people[0].name}+钢都社区+${GANGDU.phone}`,
    "没有手机+康苑社区",
    `${OFFICE.people[0].name}，红卫路街道康苑社区，${OFFICE.phone}`,
    "韩梅梅+东兴社区+13700000009",
  ].join("\n");
  await page.getByLabel("名单").fill(list);
  await page.getByText("可以提交 3 · 未收下 2").waitFor();
  await page.getByRole("row", { name: /^3 没有手机\+康苑社区.*每行应为/ }).waitFor();
  await page.getByRole("row", { name: /^4 .*与前面的一行相同/ }).waitFor();
  await screens.see(page, "pc-list-read");
});

test("matched lines are appointed, others wait, and wrong lines state why; the appointed person's phone gets the workbench by itself", async () => {
  await logIn(office.page, running, OFFICE.phone);
  const tabs = office.page.getByRole("navigation", { name: "主导航" });
  await expect.poll(() => tabs.getByRole("link", { name: "工作台" }).count()).toBe(0);
  const { page } = street;
  await page.getByLabel("事由").fill("社区申报");
  await page.getByRole("button", { name: "提交 3 行" }).click();
  await page.getByText("已任命 1 · 待审核 2 · 未收下 2").waitFor();
  await page.getByRole("row", { name: /^1 沈若谷.*已任命.*康苑社区/ }).waitFor();
  await page.getByRole("row", { name: /^2 江浩然.*待审核.*没有这个地方/ }).waitFor();
  await page.getByRole("button", { name: "撤销 沈若谷 的任命" }).waitFor();
  await screens.see(page, "pc-list-sent");
  await tabs.getByRole("link", { name: "工作台" }).click({ timeout: 150_000 });
  await office.page.waitForURL(`**/workbench/${COMMUNITY.division}/**`);
});

test("a file of the same list changes nothing; a file that is not text is refused", async () => {
  const { page } = street;
  const line = `${OFFICE.people[0].name},红卫路街道康苑社区,${OFFICE.phone}`;
  await page.getByLabel("选择文件").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from([0xff, 0, 0xff]) });
  await page.getByRole("alert").getByText("这不是文本文件").waitFor();
  await page
    .getByLabel("选择文件")
    .setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff姓名,管理社区,手机号\r\n${line}\r\n`) });
  await page.getByRole("row", { name: /^2 沈若谷.*可以提交/ }).waitFor();
  await page.getByRole("button", { name: "提交 1 行" }).click();
  await page.getByText("已任命 1").waitFor();
  // The persons of this list were already administrators: it appointed nobody, so no undo is offered.
  await expect.poll(() => page.getByRole("button", { name: /^撤销/ }).count()).toBe(0);
  await page.goto("/admin/420107001002/administrators");
  await page.getByRole("cell", { name: "138 0000 0013", exact: true }).first().waitFor();
  await expect.poll(() => page.getByRole("row", { name: /任命.*社区申报/ }).count()).toBe(1);
});

test("the menu counts the waiting applications; an application for a person without a login stays, with the next step", async () => {
  const { page } = street;
  await page.goto(APPLICATIONS);
  await page.getByRole("link", { name: "申请审核 2 份待审核" }).waitFor();
  await screens.see(page, "pc-applications");
  await page.getByRole("button", { name: "任命 韩梅梅" }).click();
  await page.getByRole("dialog").getByText("“东兴社区”").waitFor();
  await page.getByLabel("事由").fill("社区申报");
  await page.getByRole("dialog").getByRole("button", { name: "任命", exact: true }).click();
  await page.getByRole("dialog").getByText("申请会一直在这里等").waitFor();
  await screens.see(page, "pc-application-refused");
  await page.keyboard.press("Escape");
});

test("a refusal states its consequences first, and can be taken back", async () => {
  const { page } = street;
  await page.getByRole("button", { name: "拒绝 韩梅梅" }).click();
  await page.getByRole("dialog").getByText("一天之内可以撤销").waitFor();
  await page.getByLabel("事由").fill("查无此人");
  await page.getByRole("dialog").getByRole("button", { name: "拒绝" }).click();
  await page.getByText("已拒绝 韩梅梅 的申请。").waitFor();
  await page.getByRole("heading", { name: "一天内拒绝的申请" }).waitFor();
  await screens.see(page, "pc-applications-turned-down");
  await page.getByRole("button", { name: "撤销", exact: true }).click();
  await page.getByText("申请回到待审核名单。").waitFor();
  await page.getByRole("link", { name: "申请审核 2 份待审核" }).waitFor();
});

test("an unknown community is added with an alias, and its applicant manages it at once", async () => {
  const { page } = street;
  await page.getByRole("button", { name: "任命 江浩然" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("对不上的部分：“钢都社区”").waitFor();
  await expect.poll(() => dialog.getByLabel("新社区的名称").inputValue()).toBe("钢都社区");
  await dialog.getByLabel("新社区的名称").fill("康苑居委会");
  await dialog.getByLabel("事由").fill("确有此社区");
  await dialog.getByRole("button", { name: "新增并任命" }).click();
  await dialog.getByText("这条街道下面已有这个名称").waitFor();
  await dialog.getByLabel("新社区的名称").fill("钢都社区");
  await dialog.getByLabel("别名（可以不填）").fill("钢都花园");
  await screens.see(page, "pc-add-community");
  await dialog.getByRole("button", { name: "新增并任命" }).click();
  await page.getByText("已任命 江浩然 管理钢都社区。").waitFor();
  await page.getByRole("link", { name: "申请审核 1 份待审核" }).waitFor();
});

test("the added community is offered by its steps and by its alias, has its name on the page, and accepts points", async () => {
  const { page } = street;
  await page.goto("/admin?below=420107001");
  await page.getByRole("button", { name: /^钢都社区/ }).waitFor();
  await page.getByLabel("输入名称").fill("钢都花园");
  await page.getByRole("button", { name: /^钢都社区.*红卫路街道/ }).click();
  await page.waitForURL("**/admin/420107001900/administrators");
  await page.getByRole("navigation", { name: "社区工作台" }).getByText("钢都社区").first().waitFor();
  await page.getByRole("cell", { name: "138 0000 0014", exact: true }).first().waitFor();
  await page.getByRole("button", { name: "新增别名" }).click();
  await page.getByRole("textbox", { name: "别名" }).fill("钢都大院");
  await page.getByLabel("事由").fill("俗称");
  await page.getByRole("dialog").getByRole("button", { name: "新增" }).click();
  await page.getByText("以后“钢都大院”就是钢都社区。").waitFor();
});

test("one act replaces an administrator by another; the old one's phone loses the workbench by itself", async () => {
  const { page } = street;
  await page.goto(`/admin/${COMMUNITY.division}/administrators`);
  await page.getByRole("button", { name: "更换 138 0000 0013" }).click();
  await page.getByLabel("姓名").fill(GANGDU.people[0].name);
  await page.getByLabel("手机号").fill(GANGDU.phone);
  await page.getByLabel("事由").fill("轮岗");
  await page.getByRole("dialog").getByText("同时被解除").waitFor();
  await screens.see(page, "pc-replace");
  await page.getByRole("dialog").getByRole("button", { name: "更换" }).click();
  await page.getByRole("cell", { name: "138 0000 0014", exact: true }).first().waitFor();
  await expect.poll(() => page.getByRole("cell", { name: "138 0000 0013", exact: true }).count()).toBe(0);
  await office.page.getByRole("heading", { name: "您在这里的权限已被取消" }).waitFor();
  await office.page.getByRole("link", { name: "回到健康码" }).click();
  const tab = office.page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "工作台" });
  await tab.waitFor({ state: "detached", timeout: 150_000 });
});

test("axe finds nothing on these pages in English and on a phone's width", async () => {
  const { page } = street;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(await faultsAtWidths(page, [APPLICATIONS, `${APPLICATIONS}?list`])).toEqual([]);
});

test("axe finds nothing on any screen in any dress, and no page threw an error or broke its security policy", () => {
  expect(screens.findings()).toEqual([]);
  expect([district, street, office].flatMap(({ errors }) => errors)).toEqual([]);
});
