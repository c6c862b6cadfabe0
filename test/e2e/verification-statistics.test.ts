/** Statistics of checked codes: real checks over HTTP at two hosts, then the page of an officer of the nation, with its chart and its tables. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { HOSTS, NATION_OFFICERS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol, liveCodeOf } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { faultsAtWidths, openDesk } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const [OFFICER] = NATION_OFFICERS;
const PAGE = "/admin/0/verifications";
const screens = new Screens();

let running: Running;
let browser: Browser;
let desk: Phone;
let page: Page;

beforeAll(async () => {
  running = await startRunning();
  await inCharge(running.port, OFFICER.host, OFFICER.account, "0");
  browser = await openBrowser();
  desk = await openDesk(browser, `http://${OFFICER.host}:${running.port}`);
  ({ page } = desk);
  await logIn(page, running, OFFICER.account.phone);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

/** Checks codes at a host, then one more after the second in which the isolate keeps its counts. */
async function check(host: string, codes: readonly string[], last: string): Promise<void> {
  const visitor = running.visitor(host);
  await visitor.ask("POST", "/api/v1/verifications", z.unknown(), { codes });
  await new Promise((later) => setTimeout(later, 1100));
  await visitor.ask("POST", "/api/v1/verify", z.unknown(), { code: last });
}

test("before the first check the page says that there is none", async () => {
  await page.goto(PAGE);
  await page.getByText("这段时间没有核验").waitFor();
  await screens.see(page, "pc-verifications-empty");
});

test("an officer sees real checks by issuer and by outcome, and those below ten only as fewer than ten", async () => {
  const resident = await enrol(running.port, HOSTS.resident, RESIDENT);
  const code = await liveCodeOf(resident);
  await check("wuhan.localhost", [...Array.from({ length: 23 }, () => code), "1", "2", "3"], code);
  await check(
    "localhost",
    Array.from({ length: 30 }, () => "no code"),
    "no code",
  );
  await page.reload();
  const issuers = page.getByRole("table", { name: "按发码地区" });
  await issuers.getByRole("row", { name: "武汉市 24 0 24" }).waitFor();
  await issuers.getByRole("row", { name: "未知 0 32–40 32–40" }).waitFor();
  const outcomes = page.getByRole("table", { name: "按结果" });
  await outcomes.getByRole("row", { name: "已申报 24" }).waitFor();
  await outcomes.getByRole("row", { name: "不是健康码 31" }).waitFor();
  await outcomes.getByRole("row", { name: "不完整：长度不对 <10" }).waitFor();
  await page.locator(".chart canvas").first().waitFor();
  await screens.see(page, "pc-verifications");
  await outcomes.scrollIntoViewIfNeeded();
  await screens.see(page, "pc-verifications-outcomes");
});

test("the chart turns into its table, and a choice of the issuer limits the outcomes", async () => {
  await page.goto(`${PAGE}?by=hour`);
  await page.getByRole("button", { name: "显示为表格" }).click();
  await page
    .getByRole("table", { name: "每小时核验" })
    .getByRole("row", { name: /24 32–40 56–64$/ })
    .waitFor();
  await page.getByRole("combobox", { name: "发码地区" }).selectOption("武汉市");
  const outcomes = page.getByRole("table", { name: "按结果" });
  await outcomes.getByText("不是健康码").waitFor({ state: "detached" });
  await outcomes.getByRole("row", { name: "已申报 24" }).waitFor();
  await screens.see(page, "pc-verifications-table");
});

test("the page says in English what is counted, and keeps to small screens", async () => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(PAGE);
  await page.locator(".chart canvas").first().waitFor();
  await screens.see(page, "pc-verifications-360");
  await page.getByRole("table", { name: "按结果" }).scrollIntoViewIfNeeded();
  await screens.see(page, "pc-verifications-360-outcomes");
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.reload();
  await page.getByRole("heading", { name: "Verifications" }).waitFor();
  await page.getByRole("row", { name: "Not a health code 31" }).waitFor();
  // The name of the office stays Chinese, as every name of a division.
  expect((await page.locator("main").textContent())?.replace("全国", "")).not.toMatch(/[一-鿿]/u);
  await screens.see(page, "pc-verifications-english");
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
});

test("no page has a finding of axe, and each fits its screen", async () => {
  expect(await faultsAtWidths(page, [PAGE, `${PAGE}?by=hour&checks=table`])).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect(desk.errors).toEqual([]);
});
