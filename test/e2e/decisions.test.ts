/** A declared contact that no list knows, reviewed on the PC; and how a colour came about, on the PC and on the phone. Source: product.md §2, §5. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type * as z from "zod";
import { administrator } from "../../src/contract/administrator.ts";
import { declarationReceipt } from "../../src/contract/declaration.ts";
import { factReceipt } from "../../src/contract/fact.ts";
import { person } from "../../src/contract/people.ts";
import { dateOf } from "../../src/domain/china-time.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { signOperatorRequest } from "../../src/token/secret/operator.ts";
import { openSecrets } from "../../src/token/secret/secrets.ts";
import { type Account, ADDRESS, COMMUNITY, RESIDENT } from "../../tools/demo-cast.ts";
import { askForPassword, enterPassword } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { DISTRICT, openDesk, STREET } from "../support/desk.ts";
import { type Running, startRunning, TEST_MASTER_KEY } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const HUBEI = "hubei.localhost";
const OFFICE = "office.hubei.localhost";
const [{ number }] = RESIDENT.people;
const screens = new Screens();

let running: Running;
let browser: Browser;
let phone: Phone;
let desk: Phone;
let county: Phone;

async function operate(path: string, shape: z.ZodType, act: object): Promise<void> {
  const secrets = await openSecrets(TEST_MASTER_KEY, "42" as IssuerCode);
  const request = await signOperatorRequest(secrets, randomUUID(), act, Date.now());
  await running.visitor(HUBEI).ask("POST", `/api/v1/operator/${path}`, shape, { request });
}

async function bind({ phone: mobile, people: [someone] }: Account) {
  const visitor = running.visitor(HUBEI);
  await visitor.logIn(mobile);
  const document = { type: "10", number: someone.number };
  const { id } = await visitor.ask("POST", "/api/v1/people", person, { relation: "self", name: someone.name, document });
  return { visitor, id };
}

async function declare({ visitor, id }: Awaited<ReturnType<typeof bind>>, contact: string): Promise<void> {
  await visitor.ask("POST", `/api/v1/people/${id}/declarations`, declarationReceipt, {
    id: randomUUID(),
    category: "staying",
    presentPlace: { division: COMMUNITY.division },
    addressHere: { division: COMMUNITY.division, detail: ADDRESS },
    phone: RESIDENT.phone,
    temperatureCelsius: 36.5,
    symptoms: [],
    contact,
    places: [],
    promise: true,
  });
}

async function appoint({ phone: mobile, people: [{ name }] }: Account, division: string): Promise<void> {
  await operate("administrators", administrator, { act: "appoint", division, name, phone: mobile, reason: "首任" });
}

async function logIn({ page }: Phone, host: string, { phone: mobile }: Account): Promise<void> {
  await page.goto("/");
  await askForPassword(page, mobile);
  await enterPassword(page, await running.visitor(host).passwordOf(mobile));
  await page.getByRole("navigation").waitFor();
}

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser();
  await declare(await bind(RESIDENT), "confirmed");
  await bind(DISTRICT);
  await appoint(DISTRICT, "4201");
  await bind(STREET);
  await appoint(STREET, "420107");
  phone = await openPhone(browser, `http://${HUBEI}:${running.port}`);
  desk = await openDesk(browser, `http://${OFFICE}:${running.port}`);
  county = await openDesk(browser, `http://${OFFICE}:${running.port}`);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("who declared a contact is grey with the deadline, in English too", async () => {
  const { page } = phone;
  await logIn(phone, HUBEI, RESIDENT);
  await page.getByRole("button", { name: /已登记/ }).waitFor();
  await page.getByText("审核中：您申报了接触史，正与名单核对").scrollIntoViewIfNeeded();
  await screens.see(page, "code-under-review");
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.goto("/");
  await page.getByText("Under review: you declared a contact").scrollIntoViewIfNeeded();
  await screens.see(page, "code-under-review-english");
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
});

test("the county's officer finds no contact, and it waits for another one", async () => {
  const { page } = county;
  await logIn(county, OFFICE, STREET);
  await page.goto("/admin/420107/reviews");
  await page.getByRole("row", { name: /尹\*\* 康苑社区 .* 待审核/ }).waitFor();
  await page.getByRole("link", { name: /审核队列\s*1/ }).waitFor();
  await screens.see(page, "pc-reviews");
  await page.getByRole("button", { name: "核对 尹**" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "提交结论" }).click();
  await dialog.getByText("请选择核对结论。").waitFor();
  await dialog.getByText("流调未发现接触").click();
  await screens.see(page, "pc-review-finding");
  await dialog.getByRole("button", { name: "提交结论" }).click();
  await page.getByText("等另一位管理员核对").waitFor();
  await page.getByText("您已核对（流调未发现接触），等另一位").waitFor();
});

test("a list's entry ends the review by itself, and the queue is empty", async () => {
  const { page } = county;
  const entry = { kind: "close_contact", from: dateOf(Date.now()), until: null, source: "420107", reference: "7-31" };
  await operate("facts", factReceipt, { act: "fact", document: { type: "10", number }, ...entry });
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await vi.waitFor(async () => {
    await page.goto("/admin/420107/reviews");
    await page.getByText("No declaration is waiting").waitFor({ timeout: 10_000 });
  }, 120_000);
  await screens.see(page, "pc-reviews-empty-english");
});

test("a city's administrator under the province's issuer is led to no page of its officers", async () => {
  const { page } = desk;
  await logIn(desk, OFFICE, DISTRICT);
  await page.goto("/admin/4201/decisions");
  const menu = page.getByRole("navigation", { name: "社区工作台" });
  await menu.getByRole("link", { name: "码色记录" }).waitFor();
  await expect.poll(() => menu.getByRole("link", { name: /码色管理|防疫数据/ }).count()).toBe(0);
});

test("nothing is shown before the purpose; then before and after, the rule, whose list and whether the chain is whole", async () => {
  const { page } = desk;
  await screens.see(page, "pc-decisions-find");
  await page.getByLabel("身份证号码").last().fill(number);
  await page.getByRole("button", { name: "下一步：填写用途" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("流行病学调查").click();
  await dialog.getByRole("button", { name: "查看码色记录" }).click();
  await page.getByRole("row", { name: /灰码\s*→\s*红码.*审核：已列入名单.*密切接触者 青山区 · 7-31.*完整/ }).waitFor();
  await screens.see(page, "pc-decisions");
});

test("the phone lists the same, and the look, in English too", async () => {
  const { page } = phone;
  await page.goto("/me");
  await page.getByRole("link", { name: "码色记录" }).click();
  await page.getByText("查看了：密切接触者（青山区）").waitFor();
  await screens.see(page, "decisions");
  await page.goto("/looks");
  await page.getByText("码色判定记录").waitFor();
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.goto("/decisions");
  await page.getByText("Lists used: Close contact").waitFor();
  await screens.see(page, "decisions-english");
});

test("axe finds nothing on these screens, and the pages did nothing wrong", () => {
  expect(screens.findings()).toEqual([]);
  expect([phone, desk, county].flatMap(({ errors }) => errors)).toEqual([]);
});
