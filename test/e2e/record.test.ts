/** The public record of changes by hand: without a login, on a small phone and on a PC, in both languages, with months, an empty month and acts of a later release. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const SMALL = { width: 360, height: 640 };
const WIDE = { width: 1366, height: 768 };
const screens = new Screens();
const COUNT = { month: "2020-04", reason: "outbreak", source: "420106", sourceName: "武昌区", changes: 2, entries: 2 };
const CHANGES = [
  { ...COUNT, kind: "closed_management" },
  {
    ...COUNT,
    kind: "closed_management",
    reason: "outbreak_over",
    source: "420107",
    sourceName: "青山区",
    changes: 1,
    entries: 1,
  },
  { ...COUNT, kind: "fact_list", reason: "test_result", changes: 3, entries: 128 },
  { ...COUNT, kind: "client_file", reason: null, source: "42", sourceName: "湖北省", changes: 12, entries: 4180 },
  { ...COUNT, kind: "an_act_of_a_later_release", reason: "a_later_reason" },
];

let running: Running;
let browser: Browser;
let phone: Phone;

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser();
  phone = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`, SMALL);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a visitor opens the record from the login, reads that nothing was changed this month, and goes back to the login", async () => {
  const { page } = phone;
  await page.goto("/");
  await page.getByRole("link", { name: "本月公开记录" }).click();
  await page.getByRole("heading", { name: "公开记录", level: 1 }).waitFor();
  await page.getByText("还没有人工更改").waitFor();
  await screens.see(page, "record-empty");
  await page.getByRole("link", { name: "登录" }).click();
  await page.getByLabel("手机号").waitFor();
});

test("months, acts, reasons, sources and counts are read in both languages, and an unknown act has a general word", async () => {
  const { page } = phone;
  await page.route("**/api/v1/manual-changes", (route) => route.fulfill({ json: { changes: CHANGES } }));
  await page.goto("/record");
  const month = page.locator("section", { hasText: "2020 年 4 月" });
  await month.waitFor();
  const text = (await month.innerText()).replaceAll(/\s+/g, " ");
  for (const words of [
    "设定封闭管理 武昌区 · 疫情发生或加重 2 次 青山区 · 疫情缓解或结束 1 次",
    "录入防疫数据名单 武昌区 · 检测结果 3 次，共 128 条",
    "其他系统送来的名单 湖北省 12 次，共 4180 条",
    "其他人工更改 武昌区 · 其他原因 2 次",
  ])
    expect(text).toContain(words);
  await screens.see(page, "record");
  await page.setViewportSize(WIDE);
  await screens.see(page, "record-pc");
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.reload();
  await page.getByText("April 2020").waitFor();
  await screens.see(page, "record-pc-en");
  await page.setViewportSize(SMALL);
  await screens.see(page, "record-en");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide).toBe(false);
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
});

test("a resident opens it from their account and goes back there", async () => {
  const { page } = phone;
  await page.goto("/");
  await logIn(page, running, RESIDENT.phone);
  await page.goto("/me");
  await page.getByRole("link", { name: "本月公开记录" }).click();
  await page.getByRole("heading", { name: "公开记录", level: 1 }).waitFor();
  await page.getByRole("link", { name: "我的" }).first().click();
  await page.getByRole("heading", { name: "我的" }).waitFor();
});

test("axe finds nothing in any dress, and no page threw an error or broke its security policy", () => {
  expect(screens.findings()).toEqual([]);
  expect(phone.errors).toEqual([]);
});
