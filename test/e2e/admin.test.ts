/** The workbench on the PC: the district's administrator appoints the street's, the street's appoints the community's, and this one manages its points, passes and exports. Source: product.md §4. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMUNITY, HOSTS, POINTS } from "../../tools/demo-cast.ts";
import { fillDemo, enrol } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser } from "../support/browser.ts";
import { breakOffExports, DISTRICT, faultsAtWidths, fillAppointment, OFFICE, openDesk, STREET } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";
import { passThrough } from "../support/story.ts";

const screens = new Screens();

let running: Running;
let browser: Browser;
let district: Phone;
let street: Phone;
let office: Phone;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  await passThrough(running);
  await inCharge(running.port, HOSTS.administrator, DISTRICT, "420107");
  await enrol(running.port, HOSTS.administrator, OFFICE);
  browser = await openBrowser();
  const origin = `http://${HOSTS.administrator}:${running.port}`;
  district = await openDesk(browser, origin);
  street = await openDesk(browser, origin);
  office = await openDesk(browser, origin);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a district's administrator opens the PC from 我的 and sees their colleagues, but can appoint nobody beside themselves", async () => {
  const { page } = district;
  await logIn(page, running, DISTRICT.phone);
  await page.goto("/me");
  await page.getByRole("link", { name: /电脑工作台/ }).click();
  await page.waitForURL("**/admin/420107/statistics");
  await page.getByRole("link", { name: "管理员", exact: true }).click();
  await page.getByRole("cell", { name: "138 0000 0011", exact: true }).first().waitFor();
  await expect.poll(() => page.getByRole("button", { name: "任命管理员" }).count()).toBe(0);
  await expect.poll(() => page.getByRole("navigation", { name: "社区工作台" }).getByText("青山区").count()).toBeGreaterThan(0);
  await screens.see(page, "pc-administrators");
});

test("a district chooses a street; a person without a login is refused, with the next step", async () => {
  const { page } = district;
  await page.getByRole("link", { name: "选择下级区划" }).click();
  await page.getByRole("button", { name: "红卫路街道" }).waitFor();
  await screens.see(page, "pc-choose-below");
  await page.getByRole("button", { name: "红卫路街道" }).click();
  await page.getByRole("button", { name: "只选到红卫路街道" }).click();
  await page.waitForURL("**/admin/420107001/administrators");
  await page.getByText("还没有管理员").waitFor();
  await page.getByRole("button", { name: "任命管理员" }).click();
  await fillAppointment(page, STREET, "街道负责人到任");
  await page.getByRole("alert").getByText("请对方用这个手机号登录一码").waitFor();
  await screens.see(page, "pc-appoint-refused");
});

test("a district appoints a street's administrator after they bound themselves, and the record shows it", async () => {
  const { page } = district;
  await enrol(running.port, HOSTS.administrator, STREET);
  await page.getByRole("button", { name: "任命", exact: true }).click();
  await page.getByRole("row", { name: /任命.*叶\*\*.*青山区.*街道负责人到任/ }).waitFor();
  await screens.see(page, "pc-administrators-appointed");
});

test("the street appoints a community's administrator", async () => {
  const { page } = street;
  await logIn(page, running, STREET.phone);
  await page.goto("/admin");
  await page.waitForURL("**/admin/420107001/statistics");
  await page.getByRole("link", { name: "通行记录" }).click();
  await page.getByText("还没有通行记录").waitFor();
  await screens.see(page, "pc-passes-empty");
  await page.goto("/admin?below=420107001");
  await page.getByRole("button", { name: /^康苑社区/ }).click();
  await page.getByRole("button", { name: "任命管理员" }).click();
  await fillAppointment(page, OFFICE, "社区书记");
  await page.getByRole("cell", { name: "138 0000 0013", exact: true }).first().waitFor();
});

test("the community's administrator adds a point; the name of another point is refused", async () => {
  const { page } = office;
  await logIn(page, running, OFFICE.phone);
  await page.goto("/admin");
  await page.waitForURL(`**/admin/${COMMUNITY.division}/board`);
  await page.getByRole("link", { name: "采集点" }).click();
  await page.getByRole("button", { name: "添加采集点" }).click();
  await page.getByLabel("名称").fill("康苑社区东门");
  await page.getByLabel("地址").fill("红卫路 18 号北侧");
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("alert").getByText("已有同名的采集点").waitFor();
  await screens.see(page, "pc-add-point");
  await page.getByLabel("名称").fill("康苑社区北门");
  await page.keyboard.press("Enter");
  await page.getByRole("cell", { name: "康苑社区北门", exact: true }).waitFor();
  await screens.see(page, "pc-points");
});

test("a column head sorts the points by keyboard too, and the address keeps the order", async () => {
  const { page } = office;
  const names = () => page.locator("tbody tr td:first-child").allTextContents();
  await expect.poll(names).toEqual(["康苑社区北门", "康苑社区东门", "康苑社区西门"]);
  await page.getByRole("button", { name: "名称" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(names).toEqual(["康苑社区西门", "康苑社区东门", "康苑社区北门"]);
  await expect.poll(() => new URL(page.url()).search).toBe("?points-sort=-name&points-page=1");
  await page.reload();
  await page.getByRole("cell", { name: "康苑社区北门", exact: true }).waitFor();
  await expect.poll(names).toEqual(["康苑社区西门", "康苑社区东门", "康苑社区北门"]);
});

test("a point in use stays, and the refusal names its collectors; another one is removed and comes back by undo", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "删除 康苑社区东门" }).click();
  await page.getByRole("dialog").getByText("现在有 1 人在岗").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await page.getByRole("dialog").getByText("在岗：陈** 138*****002").waitFor();
  await screens.see(page, "pc-point-in-use");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "删除 康苑社区北门" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await page.getByText("已删除“康苑社区北门”。").waitFor();
  await expect.poll(() => page.getByRole("cell", { name: "康苑社区北门", exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByRole("cell", { name: "康苑社区北门", exact: true }).waitFor();
});

test("passes are listed with masked name, colour in words, point and collector", async () => {
  const { page } = office;
  await page.getByRole("link", { name: "通行记录" }).click();
  await page.getByRole("row", { name: /尹\*\*.*已申报.*康苑社区东门.*138\*{5}002/ }).waitFor();
  await screens.see(page, "pc-passes");
  await page.getByRole("combobox", { name: "采集点" }).selectOption({ label: "康苑社区西门" });
  await page.getByText("没有符合条件的记录").waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get("point")).toBe(POINTS[1].id);
  await page.getByRole("combobox", { name: "采集点" }).selectOption({ label: "康苑社区东门" });
  await page.reload();
  await page.getByRole("row", { name: /尹\*\*/ }).waitFor();
});

test("a wrong filter in the address is explained, with a link to the passes without it", async () => {
  const { page } = office;
  for (const query of ["page=forged", "from=2999-01-01T00:00", `point=${POINTS[0].id.replace(/1$/, "f")}`]) {
    await page.goto(`/admin/${COMMUNITY.division}/passes?${query}`);
    await page.getByRole("alert").getByText("不能这样查询").waitFor();
    await page.getByRole("link", { name: "去掉全部条件" }).click();
    await page.getByRole("row", { name: /尹\*\*/ }).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("");
  }
  await page.getByRole("combobox", { name: "采集点" }).selectOption({ label: "康苑社区东门" });
});

test("the filtered passes are exported as a workbook or as CSV, each with its purpose", async () => {
  const { page } = office;
  const dialog = page.getByRole("dialog");
  const exported = async (format: string): Promise<string> => {
    await page.getByRole("button", { name: "导出", exact: true }).click();
    await dialog.getByRole("radio", { name: format }).check();
    await page.getByLabel("用途").fill("核对登记");
    if (format === "XLSX") await screens.see(page, "pc-export");
    const downloading = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "导出" }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toMatch(/^通行登记_康苑社区_.*\.(?:xlsx|csv)$/);
    await dialog.waitFor({ state: "detached" });
    return file.path();
  };
  const [sheet] = await readWorkbook(await exported("XLSX"));
  expect(sheet?.data.map((row) => row[1])).toEqual([
    "核对登记",
    `康苑社区（${COMMUNITY.division}）`,
    expect.any(String),
    "采集点",
    POINTS[0].name,
  ]);
  expect(
    readFileSync(await exported("CSV"), "utf8")
      .trim()
      .split("\n").length,
  ).toBe(5);
});

test("an export that breaks off leaves no file and says what to do", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "导出", exact: true }).click();
  await page.getByLabel("用途").fill("核对登记");
  await page.evaluate(breakOffExports);
  await page.getByRole("dialog").getByRole("button", { name: "导出" }).click();
  await page.getByRole("alert").getByText("下载中断，文件不完整，没有保存。").waitFor();
  await screens.see(page, "pc-export-broken-off");
  await page.keyboard.press("Escape");
  await page.reload();
});

test("the record of exports shows time, name, purpose, filters and number", async () => {
  const { page } = office;
  await page.getByRole("link", { name: "导出记录" }).click();
  await page.getByRole("row", { name: /康苑社区 核对登记 康苑社区东门 CSV 1 完整/ }).waitFor();
  await expect.poll(() => page.getByRole("row", { name: /XLSX 1 完整/ }).count()).toBe(1);
  await screens.see(page, "pc-exports");
});

test("a collector's record counts their passes by day and point, each as a link to them", async () => {
  const { page } = office;
  await page.getByRole("link", { name: "通行记录" }).click();
  await page.getByRole("link", { name: "138*****002" }).click();
  await page.getByRole("heading", { name: "采集员 138*****002" }).waitFor();
  await page.getByText("陈** · 在岗：康苑社区东门").waitFor();
  await screens.see(page, "pc-collector");
  await page.getByRole("link", { name: /^查看 .* 康苑社区东门的通行$/ }).click();
  await page.getByRole("row", { name: /尹\*\*.*康苑社区东门/ }).waitFor();
  await expect.poll(() => [...new URL(page.url()).searchParams.keys()]).toEqual(["collector", "point", "from"]);
});

test("a collector is removed after the page has stated the consequences", async () => {
  const { page } = office;
  await page.getByRole("link", { name: "采集员" }).click();
  await page.getByRole("row", { name: /138 0000 0002.*陈\*\*.*康苑社区东门/ }).waitFor();
  await screens.see(page, "pc-collectors");
  await page.getByRole("button", { name: "移除 138 0000 0002" }).click();
  await page.getByRole("dialog").getByText("陈** 将立即不能登记通行").waitFor();
  await screens.see(page, "pc-remove-collector");
  await page.getByRole("dialog").getByRole("button", { name: "移除" }).click();
  await page.getByText("还没有采集员").waitFor();
});

test("axe finds nothing in English and on a phone's width", async () => {
  const { page } = office;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  const addresses = ["passes", "exports", "points", "collectors", "administrators"].map(
    (name) => `/admin/${COMMUNITY.division}/${name}`,
  );
  expect(await faultsAtWidths(page, addresses)).toEqual([]);
});

test("an administrator who is removed loses the PC at once, with a link to the next page", async () => {
  await street.page.reload();
  await street.page.getByRole("button", { name: "解除 138 0000 0013" }).click();
  await street.page.getByRole("dialog").getByText("康苑社区还有 1 位管理员").waitFor();
  await street.page.getByLabel("事由").fill("调离");
  await screens.see(street.page, "pc-let-go");
  await street.page.getByRole("dialog").getByRole("button", { name: "解除" }).click();
  await street.page.getByRole("row", { name: /解除.*沈\*\*.*红卫路街道.*调离/ }).waitFor();
  const { page } = office;
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(`/admin/${COMMUNITY.division}/points`);
  await page.getByRole("heading", { name: "这里不归您管理" }).waitFor();
  await screens.see(page, "pc-forbidden");
  await page.getByRole("link", { name: "换一个区划" }).click();
  await page.getByRole("heading", { name: "您没有管理的区划" }).waitFor();
});

test("axe finds nothing on any screen in any dress, and no page threw an error or broke its security policy", () => {
  expect(screens.findings()).toEqual([]);
  expect([district, street, office].flatMap(({ errors }) => errors)).toEqual([]);
});
