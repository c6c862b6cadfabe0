/** The proof beside the names of collectors and administrators, on the phone and the PC, and beside a person whose data is opened: an office without a proof rests. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { me } from "../../src/contract/people.ts";
import { type Account, ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol, fillDemo } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { chooseAnswer } from "../support/authority.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { DISTRICT, faultsAtWidths, openDesk } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const COLLECTORS = `/admin/${COMMUNITY.division}/collectors`;
const ADMINISTRATORS = `/admin/${COMMUNITY.division}/administrators`;
const screens = new Screens();

let running: Running;
let browser: Browser;
let office: Phone;
let district: Phone;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  await inCharge(running.port, HOSTS.administrator, DISTRICT, "420107");
  browser = await openBrowser();
  const origin = `http://${HOSTS.administrator}:${running.port}`;
  office = await openPhone(browser, origin, { width: 360, height: 640 });
  district = await openDesk(browser, origin);
  await logIn(office.page, running, ADMINISTRATOR.phone);
  await logIn(district.page, running, DISTRICT.phone);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

/** Another phone proves to be this person's, and the first one denies it: nobody is proved. */
async function contradict({ phone, people: [someone] }: Account, otherPhone: string): Promise<void> {
  await chooseAnswer(running, someone.number, { phone: otherPhone });
  const other = running.visitor(HOSTS.resident);
  await other.logIn(otherPhone);
  const document = { type: "10", number: someone.number };
  await other.ask("POST", "/api/v1/people", z.unknown(), { relation: "self", name: someone.name, document });
  const own = await enrol(running.port, HOSTS.resident, { phone, people: [someone] });
  const [self] = (await own.ask("GET", "/api/v1/me", me)).people;
  await own.ask("POST", `/api/v1/people/${self?.id}/phone-change`, z.unknown(), { decision: "deny" });
}

const rowOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });

test("the search for a collector and their row have the proof", async () => {
  const { page } = district;
  await page.goto(COLLECTORS);
  await rowOf(page, "138 0000 0002").getByText("已核验本人").waitFor();
  await page.getByRole("button", { name: "添加采集员" }).click();
  await page.getByLabel("手机号").fill(RESIDENT.phone);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("已核验本人").waitFor();
  await screens.see(page, "pc-proof-find-collector");
  await page.keyboard.press("Escape");
});

test("a collector whose login is no longer proved to be theirs rests, which both lists and the record say", async () => {
  await contradict(COLLECTOR, "13800000061");
  const { page } = office;
  await page.goto(`/workbench/${COMMUNITY.division}/collectors`);
  await page.getByRole("listitem").getByText("暂停：待核验").waitFor();
  await screens.see(page, "proof-collectors");
  await district.page.goto(COLLECTORS);
  await rowOf(district.page, "138 0000 0002").getByText("暂停：待核验").waitFor();
  await screens.see(district.page, "pc-proof-collectors");
  await district.page.getByRole("link", { name: "138 0000 0002" }).click();
  await district.page.getByRole("heading", { name: /^采集员 138/ }).waitFor();
  await district.page.getByText("暂停：待核验").waitFor();
  await screens.see(district.page, "pc-proof-collector");
});

test("whose office rests is told why and where to go, and the office stays theirs", async () => {
  const { page } = await openPhone(browser, `http://${HOSTS.collector}:${running.port}`, { width: 360, height: 640 });
  await logIn(page, running, COLLECTOR.phone);
  await page.goto("/workbench");
  await page.getByRole("heading", { name: "您的工作暂停" }).waitFor();
  await screens.see(page, "proof-rests");
  await page.getByRole("link", { name: "去实名核验" }).click();
  await page.getByText("两部手机都说是本人").waitFor();
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "工作台" }).waitFor();
});

test("who opens a person's track sees how that identity is proved", async () => {
  const { page } = district;
  await page.goto(`/admin/${COMMUNITY.division}/track`);
  await page.getByLabel("身份证号码", { exact: true }).last().fill(RESIDENT.people[0].number);
  await page.getByRole("button", { name: "下一步：填写用途" }).click();
  await page.getByRole("radio", { name: "密切接触者排查" }).check();
  await page.getByRole("button", { name: "查看轨迹" }).click();
  await page.getByText("实名核验：").waitFor();
  await page.getByText("已核验本人").waitFor();
  await screens.see(page, "pc-proof-track");
});

test("an administrator whose login is no longer proved to be theirs rests, and those above see it", async () => {
  await contradict(ADMINISTRATOR, "13800000062");
  const { page } = district;
  await page.goto(ADMINISTRATORS);
  await rowOf(page, "138 0000 0003").getByText("暂停：待核验").waitFor();
  await screens.see(page, "pc-proof-administrators");
  expect(await page.getByText("没有接入身份核验机构").count()).toBe(0);
});

test("without an identity authority the page of administrators says how newcomers are proved", async () => {
  const { page } = district;
  const visitor = running.visitor(HOSTS.administrator);
  await visitor.logIn(DISTRICT.phone);
  const account = await visitor.ask("GET", "/api/v1/me", me);
  const json = { ...account, issuer: { ...account.issuer, identityAuthority: false } };
  await page.route("**/api/v1/me", (route) => route.fulfill({ json }));
  await page.goto(ADMINISTRATORS);
  await page.getByText("本地没有接入身份核验机构：新登记的人只能带证件当面核验").waitFor();
  await screens.see(page, "pc-proof-without-authority");
});

test("axe finds nothing on these screens, no table is wider than its page, and no page threw an error", async () => {
  const { page } = district;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(await faultsAtWidths(page, [COLLECTORS, ADMINISTRATORS])).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect([office, district].flatMap(({ errors }) => errors)).toEqual([]);
});
