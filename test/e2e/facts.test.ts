/** The PC page of facts: a file is sent, its progress is shown, and its refused lines are listed and downloaded. Source: docs/facts.md. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser } from "../support/browser.ts";
import { readCsv } from "../support/csv-reader.ts";
import { DISTRICT, faultsAtWidths, openDesk } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const PAGE = "/admin/4201/facts";
const screens = new Screens();

let running: Running;
let browser: Browser;
let office: Phone;

beforeAll(async () => {
  running = await startRunning();
  await inCharge(running.port, HOSTS.administrator, DISTRICT, "4201");
  browser = await openBrowser();
  office = await openDesk(browser, `http://${HOSTS.administrator}:${running.port}`);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

function sheet(text: string) {
  return { name: "facts.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
}

const HEADING = "证件号码,名单,开始日期,来源地区,编号";
const tile = (word: string) => office.page.locator(".tile", { hasText: word }).locator(".tile-figure");

test("an officer sends a file, sees the result of its lines, and saves the refused ones", async () => {
  const { page } = office;
  await logIn(page, running, DISTRICT.phone);
  await page.goto(PAGE);
  await page.getByText("上传一份名单文件").waitFor();
  await screens.see(page, "pc-facts-empty");
  const good = `${RESIDENT.people[0].number},close_contact,2026-11-01,420107,7-31`;
  const lines = [HEADING, good, "420107198001011234,confirmed,2026-11-01,420107,1", good.replace("close_contact", "debtor")];
  await page.getByLabel("上传文件").setInputFiles(sheet(lines.join("\n")));
  await page.getByText("已完成").waitFor();
  const figures = await Promise.all(["新录入", "已有", "未录入"].map((word) => tile(word).textContent()));
  expect(figures).toEqual(["1", "0", "2"]);
  await expect.poll(() => page.getByRole("table", { name: "未录入的行" }).getByRole("row").count()).toBe(3);
  await screens.see(page, "pc-facts");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "下载错误清单" }).click()]);
  expect(download.suggestedFilename()).toBe("errors.csv");
  const [head, ...rows] = readCsv(readFileSync(await download.path(), "utf8").slice(1), ",");
  expect(head).toEqual(["line", "column", "code", "zh", "en"]);
  expect(rows.map(([line, column]) => [line, column])).toEqual([
    ["3", "number"],
    ["4", "kind"],
  ]);
});

test("a file that is not UTF-8 is refused in words, and the address holds the view", async () => {
  const { page } = office;
  const address = page.url();
  await page.getByLabel("上传文件").setInputFiles({ ...sheet(""), buffer: Buffer.from([0xd6, 0xa4, 0xbc, 0xfe, 0x0a]) });
  await page.getByRole("alert").getByText("UTF-8").waitFor();
  await expect.poll(() => page.url()).toBe(address);
  await page.reload();
  await tile("新录入").getByText("1", { exact: true }).waitFor();
});

test("axe finds nothing in English and on a phone's width", async () => {
  const { page } = office;
  const addresses = [PAGE, page.url()];
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(await faultsAtWidths(page, addresses)).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect(office.errors).toEqual([]);
});
