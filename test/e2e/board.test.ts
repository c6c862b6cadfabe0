/** The live board and the statistics in a browser: passes appear without a reload, and their counts reach the city. Source: product.md §4. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMINISTRATOR, COMMUNITY, HOSTS } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser } from "../support/browser.ts";
import { DISTRICT, faultsAtWidths, openDesk } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";
import { passThrough } from "../support/story.ts";

const screens = new Screens();
const BOARD = `/admin/${COMMUNITY.division}/board`;

let running: Running;
let browser: Browser;
let office: Phone;
let city: Phone;
/** The hour of the pass, as the board displays it. */
let passedIn: string;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  await inCharge(running.port, HOSTS.administrator, DISTRICT, "4201");
  browser = await openBrowser("allow");
  const origin = `http://${HOSTS.administrator}:${running.port}`;
  office = await openDesk(browser, origin);
  city = await openDesk(browser, origin);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

const figure = (phone: Phone, word: string) => phone.page.locator(".tile", { hasText: word }).locator(".tile-figure");

test("a community's administrator starts on the live board, which has no passes yet", async () => {
  const { page } = office;
  await logIn(page, running, ADMINISTRATOR.phone);
  await page.goto("/admin");
  await page.waitForURL(`**${BOARD}`);
  await page.getByRole("status").getByText("实时", { exact: true }).waitFor();
  await expect.poll(() => figure(office, "今日通行").textContent()).toBe("0");
  await expect.poll(() => figure(office, "在岗采集员").textContent()).toBe("1 / 1");
});

test("a registered pass appears without a reload", async () => {
  const { page } = office;
  await page.evaluate(() => document.body.setAttribute("data-not-reloaded", ""));
  passedIn = `${new Date(Date.now() + 8 * 3_600_000).getUTCHours()}:00`;
  await passThrough(running);
  await page
    .getByRole("listitem")
    .filter({ hasText: /尹\*\*.*已申报.*康苑社区东门/ })
    .waitFor();
  await figure(office, "今日通行").getByText("1", { exact: true }).waitFor();
  await page.getByRole("img", { name: "每小时通行：共 1" }).locator("canvas").waitFor();
  await expect.poll(() => page.locator("body[data-not-reloaded]").count()).toBe(1);
  await screens.see(page, "pc-board");
});

test("the chart is drawn under a POSIX locale, whose name is no language tag", async () => {
  const page = await office.context.newPage();
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "language", { get: () => "en-US@posix" }));
  await page.goto(BOARD);
  await page.getByRole("img", { name: "每小时通行：共 1" }).locator("canvas").waitFor();
  await page.close();
});

test("a button that the keyboard reaches shows the chart as a table, and the address keeps the choice", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "显示为表格" }).focus();
  await page.keyboard.press("Enter");
  await page
    .getByRole("table", { name: "每小时通行" })
    .getByRole("row", { name: `${passedIn} 1` })
    .waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe("?hours=table");
  await screens.see(page, "pc-board-table");
});

test("a lost connection is reported, the figures stay, and the connection returns by itself", async () => {
  const { page, context } = office;
  await page.goto(BOARD);
  await figure(office, "今日通行").getByText("1", { exact: true }).waitFor();
  await context.setOffline(true);
  await context.setOffline(false);
  await page.goto(BOARD);
  await page.getByRole("status").getByText("实时", { exact: true }).waitFor();
  await page.routeWebSocket(/\/live$/, (socket) => socket.close());
  await page.reload();
  await page.getByRole("status").getByText("实时连接已断开").waitFor();
  await page.unrouteAll();
});

test("the figures reach the street, the district and the city, whose links lead down again", async () => {
  const { page } = city;
  await logIn(page, running, DISTRICT.phone);
  await page.goto("/admin");
  await page.waitForURL("**/admin/4201/statistics");
  await page.goto("/admin/4201/statistics?by=hour");
  const isCounted = async (): Promise<boolean> => {
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    const persons = figure(city, "通行人数");
    return (await persons.count()) > 0 && (await persons.textContent()) === "1";
  };
  // Each division sends its counts up at most once per period, which is a second here, so the city's come some seconds later.
  await expect.poll(isCounted, { timeout: 280_000, interval: 1000 }).toBe(true);
  await screens.see(page, "pc-statistics-city");
  for (const [name, code] of [
    ["青山区", "420107"],
    ["红卫路街道", "420107001"],
    ["康苑社区", COMMUNITY.division],
  ] as const) {
    // The table also has the divisions without reports, after the one with counts.
    await page
      .getByRole("row", { name: / 0 0 0 0 0$/ })
      .first()
      .waitFor();
    await page.getByRole("cell", { name }).getByRole("link").click();
    await page.waitForURL(`**/admin/${code}/statistics?by=hour`);
    await figure(city, "通行人数").getByText("1", { exact: true }).waitFor();
  }
  await page.getByRole("heading", { name: "每小时健康申报" }).waitFor();
  await expect.poll(() => page.getByRole("heading", { name: "按下级区划" }).count()).toBe(0);
});

test("the address holds the days; a period without figures and an impossible period are reported", async () => {
  const { page } = city;
  await page.goto("/admin/4201/statistics");
  await page.getByRole("img", { name: "每日通行：共 1" }).waitFor();
  await screens.see(page, "pc-statistics-days");
  await page.getByLabel("从").fill("2020-01-01");
  await page.getByRole("alert").getByText("请缩短时间").waitFor();
  await screens.see(page, "pc-statistics-refused");
  await page.goto("/admin/420106/statistics");
  await page.getByText("这段时间没有数据").waitFor();
  await screens.see(page, "pc-statistics-empty");
});

test("axe finds nothing in English and on a phone's width", async () => {
  const { page } = city;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(await faultsAtWidths(page, [BOARD, "/admin/4201/statistics", "/admin/4201/statistics?by=hour&passes=table"])).toEqual(
    [],
  );
});

test("axe finds nothing on any screen in any dress, and no page threw an error or broke its security policy", () => {
  expect(screens.findings()).toEqual([]);
  expect([office, city].flatMap(({ errors }) => errors)).toEqual([]);
});
