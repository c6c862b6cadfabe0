/** Check-ins in the browser: rules ask for one every three days, a missed one turns the code yellow, the next one green. Source: product.md §6. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator } from "../../src/contract/administrator.ts";
import { declarationReceipt } from "../../src/contract/declaration.ts";
import { person } from "../../src/contract/people.ts";
import { proposal } from "../../src/contract/proposal.ts";
import hubeiFebruary from "../../src/domain/colour/rule-sets/hubei-2020-02.json" with { type: "json" };
import { addDays, dayNumberOf, startOfDay, dateOf } from "../../src/domain/china-time.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { signOperatorRequest } from "../../src/token/secret/operator.ts";
import { openSecrets } from "../../src/token/secret/secrets.ts";
import { type Account, ADDRESS, COMMUNITY, RESIDENT } from "../../tools/demo-cast.ts";
import { askForPassword, enterPassword } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { DISTRICT, STREET } from "../support/desk.ts";
import { goAhead, type Running, startRunning, TEST_MASTER_KEY } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const HUBEI = "hubei.localhost";
const DAY_MS = 86_400_000;
/** Rules begin tomorrow at the earliest; one more day for a test late in the evening. */
const BEGINS = addDays(dateOf(Date.now()), 2);
const screens = new Screens();

let running: Running;
let browser: Browser;
let phone: Phone;

/** A login on another device, with the account's first person bound. */
async function bind({ phone: number, people: [someone] }: Account) {
  const visitor = running.visitor(HUBEI);
  await visitor.logIn(number);
  const document = { type: "10", number: someone.number };
  const { id } = await visitor.ask("POST", "/api/v1/people", person, { relation: "self", name: someone.name, document });
  return { visitor, id };
}

/** An administrator of Hubei, appointed by the operator. */
async function anOfficer(account: Account) {
  const { visitor } = await bind(account);
  const { name } = account.people[0];
  const act = { act: "appoint", division: "42", name, phone: account.phone, reason: "首任" };
  const secrets = await openSecrets(TEST_MASTER_KEY, "42" as IssuerCode);
  const request = await signOperatorRequest(secrets, randomUUID(), act, Date.now());
  await visitor.ask("POST", "/api/v1/operator/administrators", administrator, { request });
  return visitor;
}

/** Moves the server and the phone to noon of a day of the rules; the first day is 0. */
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
  await second.ask("POST", `/api/v1/proposals/${id}/approvals`, proposal, { note: "已核对" });
  phone = await openPhone(browser, `http://${HUBEI}:${running.port}`);
  await phone.page.clock.install();
  await onDay(0);
  const { visitor, id: resident } = await bind(RESIDENT);
  await visitor.ask("POST", `/api/v1/people/${resident}/declarations`, declarationReceipt, {
    id: randomUUID(),
    category: "staying",
    presentPlace: { division: COMMUNITY.division },
    addressHere: { division: COMMUNITY.division, detail: ADDRESS },
    phone: RESIDENT.phone,
    temperatureCelsius: 36.5,
    symptoms: [],
    contact: "none",
    places: [],
    promise: true,
  });
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a green code shows the time of the next check-in", async () => {
  const { page } = phone;
  await page.goto("/");
  await askForPassword(page, RESIDENT.phone);
  await enterPassword(page, await running.visitor(HUBEI).passwordOf(RESIDENT.phone));
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
  await page.getByText("请填写体温。").waitFor();
  await page.getByLabel("今天的体温（℃）").fill("365");
  await page.getByRole("button", { name: "打卡", exact: true }).click();
  await page.getByText(/34/).waitFor();
  await page.getByLabel("今天的体温（℃）").fill("36.5");
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
  await page.getByText(/^Next one: by/).waitFor();
  await screens.see(page, "check-in-english");
});

test("axe finds nothing on these screens, and the page reported no error", () => {
  expect(screens.findings()).toEqual([]);
  expect(phone.errors).toEqual([]);
});
