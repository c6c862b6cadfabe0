/**
 * The app of the previous release where it is not renewed yet, with this server: on a collector's phone whose gate was open before the upgrade, on the phone of
 * a resident who comes after it, and on the administrator's PC. It fails where this server no longer takes what that release sends. Source: decision 52.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { FLAGS_FROM } from "../../src/domain/code/flags.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { ADDRESS, ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { confirmPass, fillPerson, logIn, openScanner } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone, whileHeld } from "../support/browser.ts";
import { fillDeclaration } from "../support/declaration-form.ts";
import { openDesk } from "../support/desk.ts";
import { COMMUNITY_PATH, fillGate, type Gate } from "../support/earlier/community.ts";
import { PREVIOUS, type UnpackedRelease, unpackRelease } from "../support/earlier/release.ts";
import { storedText } from "../support/phone-storage.ts";
import { type Build, type MovedSystem, movePageClock, startAt, THIS_BUILD } from "../support/moved-clock.ts";

/** As in a deployment: the previous release cannot read codes with flags. */
const FLAGS_LATER = { YIMA_FLAGS_FROM: instantOf(FLAGS_FROM) };

const NEW_ADDRESS = "杏花村西巷 77 号院 6 门";
const TYPED = [NEW_ADDRESS, ADDRESS, RESIDENT.phone];

let release: UnpackedRelease;
let system: MovedSystem;
let browser: Browser;
let gate: Gate;
let resident: Phone;
let collector: Phone;
let desk: Phone;
const everybody = () => [resident, collector, desk];
/** The requests of the apps to the interface that the server refused: method, path and status. */
const refused: string[] = [];

function noteRefusals({ page }: Phone): void {
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    const isRefused = pathname.startsWith("/api/") && response.status() >= 400;
    if (isRefused) refused.push(`${response.request().method()} ${pathname}: ${response.status()}`);
  });
}

beforeAll(async () => {
  release = unpackRelease(PREVIOUS);
  system = await startAt(PREVIOUS.upgradedAt, release);
  gate = await fillGate(system);
  browser = await openBrowser("allow");
  const at = (host: string) => `http://${host}:${system.port}`;
  collector = await openPhone(browser, at(HOSTS.collector), { camera: true });
  resident = await openPhone(browser, at(HOSTS.resident));
  desk = await openDesk(browser, at(HOSTS.administrator));
  for (const phone of everybody()) {
    await phone.context.addInitScript(movePageClock, system.offsetMs());
    noteRefusals(phone);
  }
  await logIn(collector.page, system, COLLECTOR.phone);
  await openScanner(collector.page);
  await collector.page.getByText("吊销名单 刚刚").waitFor();
  await upgrade({ ...THIS_BUILD, client: release.client, bindings: FLAGS_LATER });
});
afterAll(async () => {
  await browser.close();
  await system.dispose();
  release.remove();
});

/** Puts another build in the place of the running one, at the same moment. */
function upgrade(build: Build): Promise<void> {
  return system.moveTo(instantOf(Date.now() + system.offsetMs()), build);
}

/** Opens the app, which still comes from the phone's cache, and touches the notice about the new version. */
async function renewApp(page: Page): Promise<void> {
  await page.goto("/");
  const scripts = () => page.evaluate(() => Array.from(document.scripts, ({ src }) => src));
  const before = await scripts();
  await page.getByRole("button", { name: "刷新" }).click();
  await expect.poll(() => scripts().catch(() => before)).not.toEqual(before);
}

/** What the storage of the resident's phone shows of these. */
async function typedInStorage(): Promise<readonly string[]> {
  const stored = await resident.page.evaluate(storedText);
  return TYPED.filter((words) => stored.includes(words));
}

/** Holds the resident's code before the gate, and registers it there. */
async function scanAndRegister(): Promise<void> {
  const { page } = collector;
  await whileHeld(resident.page, page, () => page.getByRole("button", { name: "确认登记" }).waitFor());
  await confirmPass(page);
}

test("a resident logs in by a one-time password, registers themselves and declares", async () => {
  const { page } = resident;
  await logIn(page, system, RESIDENT.phone);
  await page.getByRole("link", { name: "登记本人" }).click();
  await fillPerson(page, RESIDENT.people[0]);
  await page.getByRole("button", { name: "提交" }).click();
  await page.waitForURL("**/declare");
  await fillDeclaration(page, { see: async () => undefined }, [], "36.5");
});

test("the resident's phone fetches credentials and shows the code", async () => {
  const { page } = resident;
  await page.getByRole("link", { name: "出示健康码" }).click();
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await expect.poll(() => page.getByText("已申报").count()).toBeGreaterThan(0);
});

test("the collector's phone, whose login is from before the upgrade, scans the code and registers the pass", scanAndRegister);

test("the administrator's PC shows the pass on the live board", async () => {
  const { page } = desk;
  await logIn(page, system, ADMINISTRATOR.phone);
  await page.goto(`/admin/${COMMUNITY.division}/board`);
  await page.getByText("尹**").first().waitFor();
});

test("an officer's PC that sends a file of facts hears that it is read and not entered, and what to do", async () => {
  const { page } = desk;
  const office = { division: "4201", phone: ADMINISTRATOR.phone };
  await gate.administrator.visitor.ask("POST", "/local/administrators", z.unknown(), office);
  await page.goto("/admin/4201/facts");
  const lines = ["证件号码,名单,开始日期,来源地区,编号", `${RESIDENT.people[1]?.number},close_contact,2020-03-01,420107,7-31`];
  const file = { name: "facts.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
  await page.getByLabel("上传文件").setInputFiles(file);
  await page.getByRole("row", { name: /文件已读取，还没有录入。请刷新页面，核对后提议/ }).waitFor();
  await page.locator(".tile", { hasText: "新录入" }).getByText("0", { exact: true }).waitFor();
});

test("the resident begins another declaration, which the previous app stores in clear, as it did with the last one", async () => {
  const { page } = resident;
  await page.goto("/declare");
  await page.getByText("第 1 步").waitFor();
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByText("第 2 步").waitFor();
  await page.getByLabel("详细地址").fill(NEW_ADDRESS);
  await expect.poll(typedInStorage).toEqual(TYPED);
});

test("the server refused none of these requests, and no page reported an error", () => {
  expect(refused).toEqual([]);
  expect(everybody().flatMap(({ errors }) => errors)).toEqual([]);
});

test("phones that renew the app stay logged in, and the gate scans and registers the code again", async () => {
  await desk.context.close();
  await upgrade({ ...THIS_BUILD, bindings: FLAGS_LATER });
  await Promise.all([resident, collector].map(({ page }) => renewApp(page)));
  await openScanner(collector.page);
  await scanAndRegister();
  // The office of an earlier session stays open for half an hour by the database's own clock, which this test does not move.
  await gate.administrator.visitor.logIn(ADMINISTRATOR.phone);
  const records = z.looseObject({ passes: z.array(z.looseObject({ maskedName: z.string() })) });
  const { passes } = await gate.administrator.visitor.ask("GET", `${COMMUNITY_PATH}/passes`, records);
  expect(passes).toMatchObject([{ maskedName: "尹**" }, { maskedName: "尹**" }]);
  expect(refused).toEqual([]);
});

test("the renewed app has the unsent declaration, and the phone's storage shows nothing of it and of the sent one", async () => {
  const { page } = resident;
  await page.goto("/declare");
  await page.getByRole("button", { name: "同意，开始填写" }).click();
  await page.getByText("已恢复上次没写完的内容").waitFor();
  expect(await page.getByLabel("详细地址").inputValue()).toBe(NEW_ADDRESS);
  expect(await typedInStorage()).toEqual([]);
});
