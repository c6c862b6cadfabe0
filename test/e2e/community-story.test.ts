/**
 * One community from its first administrator to the removal of a collector: a district appoints a street, the street a community by a line of a list,
 * the community adds a point and a collector, sees a pass and opens a track. Each refusal of product.md §4 appears with its way out.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import { confirmPass, logIn, openTab } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone, whileHeld } from "../support/browser.ts";
import { DISTRICT, fillAppointment, OFFICE, openDesk, STREET } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";

/** The limit for changes that a page shows without a new login; they take seconds on a quiet machine. */
const BY_ITSELF = { timeout: 150_000 };

let running: Running;
let browser: Browser;
let district: Phone;
let street: Phone;
let officePc: Phone;
let officePhone: Phone;
let collector: Phone;
let resident: Phone;

beforeAll(async () => {
  running = await startRunning();
  await inCharge(running.port, HOSTS.administrator, DISTRICT, "420107");
  for (const account of [STREET, OFFICE]) await enrol(running.port, HOSTS.administrator, account);
  await enrol(running.port, HOSTS.collector, COLLECTOR);
  await enrol(running.port, HOSTS.resident, RESIDENT);
  browser = await openBrowser();
  const at = (host: string) => `http://${host}:${running.port}`;
  district = await openDesk(browser, at(HOSTS.administrator));
  street = await openDesk(browser, at(HOSTS.administrator));
  officePc = await openDesk(browser, at(HOSTS.administrator));
  officePhone = await openPhone(browser, at(HOSTS.administrator), { camera: true });
  collector = await openPhone(browser, at(HOSTS.collector), { camera: true });
  resident = await openPhone(browser, at(HOSTS.resident));
  await logIn(officePhone.page, running, OFFICE.phone);
  await logIn(collector.page, running, COLLECTOR.phone);
  await logIn(resident.page, running, RESIDENT.phone);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a district appoints a street", async () => {
  const { page } = district;
  await logIn(page, running, DISTRICT.phone);
  await page.goto("/admin/420107001/administrators");
  await page.getByRole("button", { name: "任命管理员" }).click();
  await fillAppointment(page, STREET, "街道负责人到任");
  await page.getByRole("cell", { name: "138 0000 0012", exact: true }).first().waitFor();
});

test("the street appoints the community by a line of a list; a line with an unknown place waits for a reviewer", async () => {
  const { page } = street;
  await logIn(page, running, STREET.phone);
  await page.goto("/admin/420107001/applications?list");
  const line = `${OFFICE.people[0].name}+红卫路街道康苑社区+${OFFICE.phone}`;
  await page.getByLabel("名单").fill(`${line}\n江浩然+钢都社区+13800000014`);
  await page.getByLabel("事由").fill("社区申报");
  await page.getByRole("button", { name: "提交 2 行" }).click();
  await page.getByText("已任命 1 · 待审核 1").waitFor();
});

test("the administrator's phone gets the workbench by itself; a collector before the first point is refused, with a link to add one", async () => {
  const { page } = officePhone;
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "工作台" }).click(BY_ITSELF);
  await page.getByRole("link", { name: "采集员" }).click();
  await page.getByRole("link", { name: "扫码添加" }).click();
  await collector.page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await whileHeld(collector.page, page, () => page.getByRole("heading", { name: "添加这位采集员？" }).waitFor());
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("link", { name: "去添加采集点" }).click();
  await page.getByLabel("名称").fill("东门");
  await page.getByLabel("地址", { exact: true }).fill("红卫路 18 号东门岗亭");
  await page.getByRole("button", { name: "使用当前位置" }).click();
  await page.getByText("误差约 20 米").waitFor();
  await page.getByRole("button", { name: "添加", exact: true }).click();
});

test("they return and scan the collector, whose phone gets the workbench by itself and asks for a point", async () => {
  const { page } = officePhone;
  await page.waitForURL("**/collectors/add");
  await whileHeld(collector.page, page, () => page.getByRole("heading", { name: "添加这位采集员？" }).waitFor());
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByText("138 0000 0002").waitFor();
  const gate = collector.page;
  await gate.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "工作台" }).click(BY_ITSELF);
  await gate.getByRole("heading", { name: "您现在站在哪个采集点？" }).waitFor();
  await gate.getByRole("button", { name: "东门" }).click();
  await gate.getByText("核验资料：").waitFor();
});

test("the point of the collector cannot be removed, and the refusal names them", async () => {
  const { page } = officePhone;
  await page.getByRole("link", { name: "采集点", exact: true }).click();
  await page.getByRole("button", { name: "删除 东门" }).click();
  await page.getByRole("alert").getByText("没有删除“东门”。").waitFor();
  await page.getByText("在岗：陈** 138*****002").waitFor();
});

test("the PC starts on the live board of the day, which has no passes yet", async () => {
  const { page } = officePc;
  await logIn(page, running, OFFICE.phone);
  await page.goto("/admin");
  await page.waitForURL(`**/admin/${COMMUNITY.division}/board`);
  await page.getByText("实时", { exact: true }).waitFor();
  await expect.poll(() => page.getByText("尹**").count()).toBe(0);
});

test("the collector scans the resident and registers", async () => {
  const { page } = collector;
  await resident.page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await whileHeld(resident.page, page, () => page.getByRole("button", { name: "确认登记" }).waitFor());
  await confirmPass(page);
});

test("the board shows the pass without a reload, and the records list it with the point and the masked name", async () => {
  const { page } = officePc;
  await page.getByText("尹**").first().waitFor(BY_ITSELF);
  await page.goto(`/admin/${COMMUNITY.division}/passes`);
  await page.getByRole("row", { name: /尹\*\*.*东门/ }).waitFor();
});

test("the PC removes the collector during a scan: the scan is refused, and the workbench leaves the phone", async () => {
  const gate = collector.page;
  await gate.getByText(/^(对准健康码|刚刚已登记，请下一位)$/).waitFor();
  await resident.page.getByRole("button", { name: "切换家人" }).click();
  await resident.page.getByRole("dialog").getByRole("button", { name: "父母" }).click();
  await whileHeld(resident.page, gate, () => gate.getByRole("button", { name: "确认登记" }).waitFor());
  const { page } = officePc;
  await page.goto(`/admin/${COMMUNITY.division}/collectors`);
  await page.getByRole("button", { name: "移除 138 0000 0002" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "移除" }).click();
  await page.getByText("还没有采集员").waitFor();
  await gate.getByRole("button", { name: "确认登记" }).click();
  await gate.getByRole("heading", { name: "您在这里的权限已被取消" }).waitFor(BY_ITSELF);
});

test("the administrator opens the resident's track with a purpose, after the pass has reached it", async () => {
  const { page } = officePc;
  const opened = async (): Promise<string> => {
    await page.goto(`/admin/${COMMUNITY.division}/passes`);
    await page.getByRole("link", { name: "尹**" }).first().click();
    await page.getByRole("radio", { name: "流行病学调查" }).check();
    await page.getByRole("button", { name: "查看轨迹" }).click();
    await page.getByRole("heading", { name: "尹** 的轨迹" }).waitFor();
    return (await page.getByRole("main").textContent()) ?? "";
  };
  await expect.poll(opened, { timeout: 150_000, interval: 3000 }).toContain("东门");
});

test("the resident sees that look with the office and the purpose", async () => {
  const { page } = resident;
  await page.getByRole("button", { name: "切换家人" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "本人" }).click();
  await openTab(page, "我的");
  await page.getByRole("link", { name: "谁看过我的信息" }).click();
  const look = page.getByRole("listitem").filter({ hasText: "流行病学调查" }).first();
  await expect.poll(() => look.textContent()).toContain("康苑社区");
});

test("no page threw an error or broke its security policy", () => {
  const everybody = [district, street, officePc, officePhone, collector, resident];
  expect(everybody.flatMap(({ errors }) => errors)).toEqual([]);
});
