/** Points and collectors on the phone and the PC: corrected, added, removed and restored; a collector gets and loses the rights at once. Source: product.md §4. */
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { appoint, enrol, liveCodeOf } from "../../tools/demo.ts";
import { logIn, openTab, typeCode } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { openDesk } from "../support/desk.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const screens = new Screens();
const MEMBER = "138 0000 0002";

let running: Running;
let browser: Browser;
let administrator: Phone;
let collector: Phone;
let desk: Phone;

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser();
  const at = (host: string) => `http://${host}:${running.port}`;
  await enrol(running.port, HOSTS.collector, COLLECTOR);
  await appoint(await enrol(running.port, HOSTS.administrator, ADMINISTRATOR));
  administrator = await openPhone(browser, at(HOSTS.administrator));
  collector = await openPhone(browser, at(HOSTS.collector), { camera: true });
  desk = await openDesk(browser, at(HOSTS.administrator));
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("without a point, the page for adding a collector leads to adding a point and back", async () => {
  await logIn(collector.page, running, COLLECTOR.phone);
  await expect.poll(() => collector.page.getByRole("link", { name: "工作台" }).count()).toBe(0);
  const { page } = administrator;
  await logIn(page, running, ADMINISTRATOR.phone);
  await openTab(page, "工作台");
  await page.getByRole("link", { name: "采集员" }).click();
  await page.getByRole("link", { name: "手机号添加" }).click();
  await page.getByLabel("手机号").fill(COLLECTOR.phone);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("alert").getByText("请先添加采集点").waitFor();
  await screens.see(page, "add-by-phone-no-point");
  await page.getByRole("link", { name: "去添加采集点" }).click();
  await page.getByLabel("名称").fill("东门");
  await page.getByLabel("地址", { exact: true }).fill("红卫路 18 号");
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("heading", { name: "采集员的手机号" }).waitFor();
  await expect.poll(() => page.getByLabel("手机号").inputValue()).toBe(COLLECTOR.phone);
});

test("the phone number shows a masked name, the collector is added, and their workbench appears by itself", async () => {
  const { page } = administrator;
  await page.getByLabel("手机号").fill("13800009999");
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("alert").getByText("这个手机号还没有登录并绑定本人").waitFor();
  await page.getByLabel("手机号").fill(COLLECTOR.phone);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByText("陈**").waitFor();
  await screens.see(page, "add-by-phone");
  // The button stays closed until the community is here again: another touch would add the collector twice.
  const closed: boolean[] = [];
  await page.route(`**/api/v1/communities/${COMMUNITY.division}`, async (route) => {
    closed.push((await page.getByRole("button", { name: "正在添加……", disabled: true }).count()) === 1);
    await route.continue();
  });
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("button", { name: `移除 +86${COLLECTOR.phone}` }).waitFor();
  expect(closed).toContain(true);
  await page.unroute(`**/api/v1/communities/${COMMUNITY.division}`);
  // The new collector's phone needs no reload and no new login, because a phone in use asks the server every ten seconds.
  await collector.page.getByText("您是康苑社区的采集员，").waitFor();
  await collector.page.getByRole("button", { name: "知道了" }).click();
  await collector.page.getByRole("link", { name: "工作台" }).click();
  await collector.page.getByRole("button", { name: "东门" }).click();
  await collector.page.getByText("对准健康码").waitFor();
});

test("a renamed point shows its new name to the collector who stands there", async () => {
  const { page } = administrator;
  await page.getByRole("link", { name: "采集点" }).click();
  await page.getByRole("link", { name: "修改 东门" }).click();
  await page.getByLabel("名称").fill("正东门");
  await page.getByText("不在现场？").click();
  await screens.see(page, "change-point");
  await page.getByRole("button", { name: "使用当前位置" }).click();
  await page.getByText("误差约 20 米").waitFor();
  await page.getByText(/^114\.\d{6},30\.\d{6}$/).waitFor();
  await screens.see(page, "point-placed");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("1 人在岗").waitFor();
  await collector.page.getByText("正东门").waitFor();
});

test("a point in use stays, with the names of its collectors; another one is removed and comes back", async () => {
  const { page } = administrator;
  await page.getByRole("button", { name: "删除 正东门" }).click();
  await page.getByRole("alert").getByText("在岗：陈** 138*****002").waitFor();
  await page.getByRole("link", { name: "添加采集点" }).click();
  await page.getByLabel("名称").fill("西门");
  await page.reload();
  await page.getByText("已恢复上次没填完的内容").waitFor();
  expect(await page.getByLabel("名称").inputValue()).toBe("西门");
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("alert").getByText("请填写地址。").waitFor();
  await page.getByLabel("地址", { exact: true }).fill("红卫路 20 号");
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("button", { name: "删除 西门" }).click();
  await page.getByText("已删除“西门”").waitFor();
  await screens.see(page, "point-removed");
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByRole("button", { name: "删除 西门" }).waitFor();
  await expect.poll(() => page.getByText("已删除").count()).toBe(0);
});

test("a swipe to the right removes a collector and closes their gate; undo opens it at the same point", async () => {
  const { page } = administrator;
  await page.getByRole("link", { name: "采集员" }).click();
  const row = page.locator(".swiped > .entry");
  await row.waitFor();
  await swipeRight(row);
  await page.getByText(`已移除 ${MEMBER}`).waitFor();
  await screens.see(page, "collector-removed");
  await collector.page.getByRole("heading", { name: "您在这里的权限已被取消" }).waitFor();
  await expect.poll(() => collector.page.getByRole("link", { name: "工作台" }).count()).toBe(0);
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByText("陈** · 在 正东门").waitFor();
  await collector.page.getByRole("link", { name: "工作台" }).click();
  await collector.page.getByText("对准健康码").waitFor();
});

test("a request under a right that was just removed is refused, and the gate says who was not registered", async () => {
  const { page } = collector;
  await typeCode(page, await liveCodeOf(await enrol(running.port, HOSTS.resident, RESIDENT)));
  await page.getByRole("button", { name: "确认登记" }).waitFor();
  const office = running.visitor(HOSTS.administrator);
  await office.logIn(ADMINISTRATOR.phone);
  const gate = running.visitor(HOSTS.collector);
  await gate.logIn(COLLECTOR.phone);
  const here = `/api/v1/communities/${COMMUNITY.division}`;
  const listed = await office.ask("GET", `${here}/collectors`, z.object({ collectors: z.array(z.object({ id: z.string() })) }));
  await office.ask("DELETE", `${here}/collectors/${listed.collectors[0]?.id}`, z.unknown());
  await page.getByRole("button", { name: "确认登记" }).click();
  await page.getByRole("alert").getByText("尹** 没有登记").waitFor();
  expect((await gate.send("GET", here)).status).toBe(403);
  const point = { pointId: crypto.randomUUID() };
  expect((await gate.send("PUT", `${here}/post`, point)).text).toContain('"not_collector"');
});

test("the PC adds a collector by phone number, removes them and brings them back", async () => {
  const { page } = desk;
  await logIn(page, running, ADMINISTRATOR.phone);
  await page.goto(`/admin/${COMMUNITY.division}/collectors`);
  await page.getByRole("button", { name: "添加第一位采集员" }).click();
  await page.getByLabel("手机号").fill(COLLECTOR.phone);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("陈**").waitFor();
  await screens.see(page, "pc-add-collector");
  await page.getByRole("dialog").getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("button", { name: `移除 ${MEMBER}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "移除" }).click();
  await page.getByText(`已移除 ${MEMBER}`).waitFor();
  await screens.see(page, "pc-collector-removed");
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByRole("cell", { name: MEMBER, exact: true }).waitFor();
});

test("the PC corrects a point in a dialog", async () => {
  const { page } = desk;
  await page.getByRole("link", { name: "采集点" }).click();
  await page.getByRole("button", { name: "修改 西门" }).click();
  await page.getByLabel("名称").fill("正东门");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("alert").getByText("已有同名的采集点").waitFor();
  await page.getByLabel("名称").fill("正西门");
  await page.getByLabel("地图上的坐标").fill("江边");
  await page.getByRole("button", { name: "使用这个坐标" }).click();
  await page.getByRole("alert").getByText("请填写国内的经纬度").waitFor();
  await page.getByLabel("地图上的坐标").fill("116.397592,39.908777");
  await screens.see(page, "pc-change-point");
  await page.getByRole("button", { name: "使用这个坐标" }).click();
  await page.getByText("116.397592,39.908777").waitFor();
  await screens.see(page, "pc-point-placed");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("row", { name: /正西门.*从地图上读取/ }).waitFor();
});

test("coordinates from a map count without another click; a text without coordinates keeps the dialog open", async () => {
  const { page } = desk;
  await page.getByRole("button", { name: "添加采集点" }).click();
  await page.getByLabel("名称").fill("南门");
  await page.getByLabel("地址", { exact: true }).fill("红卫路 22 号");
  await page.getByLabel("地图上的坐标").fill("江边");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("请填写国内的经纬度").waitFor();
  await page.getByLabel("地图上的坐标").fill("116.397592,39.908777");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /南门.*从地图上读取/ }).waitFor();
});

test("axe finds nothing on any screen in any dress, also in English, and no page threw an error", async () => {
  const { page } = administrator;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  for (const [address, name] of [
    ["points", "points-en"],
    ["collectors", "collectors-en"],
    ["collectors/phone", "add-by-phone-en"],
  ] as const) {
    await page.goto(`/workbench/${COMMUNITY.division}/${address}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    await screens.see(page, name);
  }
  expect(screens.findings()).toEqual([]);
  expect([administrator, collector, desk].flatMap(({ errors }) => errors)).toEqual([]);
});

/** Swipes a row to the right with the events of a finger. */
async function swipeRight(row: Locator): Promise<void> {
  const box = await row.boundingBox();
  if (box === null) throw new Error("the row is not on the screen");
  const touch = { pointerId: 1, pointerType: "touch", isPrimary: true, bubbles: true, clientY: box.y + box.height / 2 };
  await row.dispatchEvent("pointerdown", { ...touch, clientX: box.x + 20 });
  for (const distance of [40, 90, 140]) await row.dispatchEvent("pointermove", { ...touch, clientX: box.x + 20 + distance });
  await row.dispatchEvent("pointerup", { ...touch, clientX: box.x + 160 });
}
