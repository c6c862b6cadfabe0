/** Check-ins in the browser: the rules ask for one every three days, a missed one makes the code yellow, and the next check-in makes it green again. Source: product.md §6. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proposal } from "../../src/contract/proposal/proposal.ts";
import hubeiFebruary from "../../src/domain/colour/rule-sets/hubei-2020-02.json" with { type: "json" };
import { addDays, dayNumberOf, startOfDay, dateOf } from "../../src/domain/china-time.ts";
import { type Account, RESIDENT } from "../../tools/demo-cast.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { DISTRICT, STREET } from "../support/desk.ts";
import { appoint, bind, declareStaying, HUBEI } from "../support/hubei.ts";
import { goAhead, type Running, startRunning } from "../support/running.ts";
import { openTrial } from "../support/open-trial.ts";
import { Screens } from "../support/screens.ts";

const DAY_MS = 86_400_000;
/** The first day of the proposed rules: the day after tomorrow, because rules begin tomorrow at the earliest and the test may run over midnight. */
const BEGINS = addDays(dateOf(Date.now()), 2);
const screens = new Screens();

let running: Running;
let browser: Browser;
let phone: Phone;

/** Binds an account and lets the operator appoint it as administrator of Hubei. */
async function anOfficer(account: Account): Promise<Visitor> {
  const { visitor } = await bind(running, account);
  await appoint(running, account, "42");
  return visitor;
}

/** Moves the clocks of server and phone to noon of a day; day 0 is the first day of the rules. */
async function onDay(day: number): Promise<void> {
  const noon = startOfDay(dayNumberOf(BEGINS)) + day * DAY_MS + DAY_MS / 2;
  running = await goAhead(running, noon - Date.now());
  await phone.page.clock.setSystemTime(noon);
}

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser();
  const [first, second] = [await anOfficer(DISTRICT), await anOfficer(STREET)];
  const ruleSet = { ...hubeiFebruary, id: "check-ins", validFrom: BEGINS, validUntil: null };
  const body = { ruleSet, reason: "unified_standard", evidence: "指挥部通告第 9 号" };
  const { id } = await first.ask("POST", "/api/v1/rule-sets", proposal, body);
  await openTrial(second, id);
  await second.ask("POST", `/api/v1/proposals/${id}/approvals`, proposal, { note: "已核对" });
  phone = await openPhone(browser, `http://${HUBEI}:${running.port}`);
  await phone.page.clock.install();
  await onDay(0);
  await declareStaying(await bind(running, RESIDENT), RESIDENT.phone);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a green code shows the time of the next check-in", async () => {
  const { page } = phone;
  await logIn(page, running, RESIDENT.phone);
  await page.getByRole("button", { name: /绿码/ }).waitFor();
  await page.getByText(/^\d+月\d+日 00:00 前$/).waitFor();
  await page.getByRole("link", { name: "健康打卡" }).scrollIntoViewIfNeeded();
  await screens.see(page, "code-check-in");
});

test("after three days without a check-in the phone turns yellow and states the reason", async () => {
  const { page } = phone;
  await onDay(3);
  await page.goto("/");
  await page.getByRole("button", { name: /黄码/ }).waitFor();
  await page.getByText("超过 3 天未健康打卡").waitFor();
  await page.getByText(/00:00 已到期$/).waitFor();
  await page.getByRole("link", { name: "健康打卡" }).scrollIntoViewIfNeeded();
  await screens.see(page, "code-check-in-lapsed");
});

test("the check-in asks for two answers, and names a missing or impossible one", async () => {
  const { page } = phone;
  await page.getByRole("link", { name: "健康打卡" }).click();
  await page.getByText("已超时").waitFor();
  await page.getByRole("button", { name: "打卡", exact: true }).click();
  await page.getByText("请填写体温，如 36.5。").waitFor();
  await page.getByLabel("今天的体温（℃）").fill("365");
  await page.getByRole("button", { name: "打卡", exact: true }).click();
  await page.getByText("体温少了小数点").waitFor();
  await page.getByLabel("今天的体温（℃）").fill("50");
  await page.getByRole("button", { name: "打卡", exact: true }).click();
  await page.getByText(/34/).waitFor();
  await page.getByLabel("今天的体温（℃）").fill("365");
  await page.getByRole("button", { name: "是，36.5 ℃" }).click();
  await page.getByRole("button", { name: "打卡", exact: true }).click();
  await page.getByText("请选择症状，没有就选“没有症状”。").waitFor();
  await screens.see(page, "check-in");
});

test("one check-in makes the code green again, with the next one three days later", async () => {
  const { page } = phone;
  await page.getByRole("checkbox", { name: "没有症状" }).check();
  await page.getByRole("button", { name: "打卡", exact: true }).click();
  await page.getByText("打卡成功").waitFor();
  await page.getByText("36.5 ℃ · 没有症状").waitFor();
  await page.getByText(/^下次打卡：/).waitFor();
  await screens.see(page, "checked-in");
  await page.getByRole("link", { name: "看健康码" }).click();
  await page.getByRole("button", { name: /绿码/ }).waitFor();
  await page.getByText(/^\d+月\d+日 00:00 前$/).waitFor();
});

test("the check-in is reached from 我的 too, and stands whole in English", async () => {
  const { page } = phone;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.goto("/me");
  await page.getByRole("link", { name: "Daily check-in" }).click();
  await page.getByText(/^Next check-in: by/).waitFor();
  await screens.see(page, "check-in-english");
});

test("axe finds nothing on these screens, and the page reported no error", () => {
  expect(screens.findings()).toEqual([]);
  expect(phone.errors).toEqual([]);
});
