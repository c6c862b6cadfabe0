/** The review of a declared contact that no list has, on the PC: the finding of one administrator waits for a second one, and an entry of a list ends the review. Then the PC and the phone show the cause of the colour. Source: product.md §2, §5. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { dateOf } from "../../src/domain/china-time.ts";
import { RESIDENT } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { DISTRICT, openDesk, STREET } from "../support/desk.ts";
import { appoint, bind, declareStaying, HUBEI, operatorsEnter } from "../support/hubei.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const OFFICE = "office.hubei.localhost";
const [{ number }] = RESIDENT.people;
const screens = new Screens();

let running: Running;
let browser: Browser;
let phone: Phone;
let desk: Phone;
let county: Phone;

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser();
  await declareStaying(await bind(running, RESIDENT), RESIDENT.phone, { contact: "confirmed" });
  await bind(running, DISTRICT);
  await appoint(running, DISTRICT, "4201");
  await bind(running, STREET);
  await appoint(running, STREET, "420107");
  phone = await openPhone(browser, `http://${HUBEI}:${running.port}`);
  desk = await openDesk(browser, `http://${OFFICE}:${running.port}`);
  county = await openDesk(browser, `http://${OFFICE}:${running.port}`);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a person with a declared contact is grey, with the deadline, also in English", async () => {
  const { page } = phone;
  await logIn(phone.page, running, RESIDENT.phone);
  await page.getByRole("button", { name: /已登记/ }).waitFor();
  await page.getByText("审核中：您申报了接触史，正与名单核对").scrollIntoViewIfNeeded();
  await screens.see(page, "code-under-review");
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.goto("/");
  await page.getByText("Under review: you declared a contact").scrollIntoViewIfNeeded();
  await screens.see(page, "code-under-review-english");
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
});

test("the county's officer finds no contact, and the finding waits for another officer", async () => {
  const { page } = county;
  await logIn(county.page, running, STREET.phone);
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

test("an entry of a list ends the review by itself, and the queue is empty", async () => {
  const { page } = county;
  const entry = { kind: "close_contact", from: dateOf(Date.now()), until: null, source: "420107", reference: "7-31" };
  await operatorsEnter(running, { document: { type: "10", number }, ...entry });
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await vi.waitFor(async () => {
    await page.goto("/admin/420107/reviews");
    await page.getByText("No declaration is waiting").waitFor({ timeout: 10_000 });
  }, 120_000);
  await screens.see(page, "pc-reviews-empty-english");
});

test("a city's administrator under the province's issuer gets no page of its officers", async () => {
  const { page } = desk;
  await logIn(desk.page, running, DISTRICT.phone);
  await page.goto("/admin/4201/decisions");
  const menu = page.getByRole("navigation", { name: "社区工作台" });
  await menu.getByRole("link", { name: "码色记录" }).waitFor();
  await expect.poll(() => menu.getByRole("link", { name: /码色管理|防疫数据/ }).count()).toBe(0);
});

test("the purpose comes first; then the page shows before and after, the rule, the list's owner and the state of the chain", async () => {
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

test("the phone lists the same decisions and the look, also in English", async () => {
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

test("axe finds nothing on these screens, and no page reported an error", () => {
  expect(screens.findings()).toEqual([]);
  expect([phone, desk, county].flatMap(({ errors }) => errors)).toEqual([]);
});
