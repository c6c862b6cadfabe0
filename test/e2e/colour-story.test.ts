/**
 * The story of one colour in March 2020: grey in closed management, green after it, yellow by a file of facts and stopped at the gate, green again with
 * time alone, red with a fever; and Wuhan, where the switch to colours shows an earlier decision. Source: product.md §2, §6.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { point } from "../../src/contract/community.ts";
import { COLLECTOR, COMMUNITY, HOSTS, POINTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol, liveCodeOf } from "../../tools/demo.ts";
import { fillPerson, logIn, sendPerson } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone, whileHeld } from "../support/browser.ts";
import { showNothing } from "../support/camera.ts";
import { declare, declareFever } from "../support/declaration-form.ts";
import { DISTRICT, openDesk, STREET } from "../support/desk.ts";
import { type MovedSystem, movePageClock, startAt } from "../support/moved-clock.ts";
import { inCharge } from "../support/officers.ts";
import { choose, decide, openFile, proposeFile, sheet } from "../support/lists.ts";
import { Screens } from "../support/screens.ts";

const HUBEI = "hubei.localhost";
const GATE = "gate.hubei.localhost";
const OFFICE = "office.hubei.localhost";
const WUHAN = "wuhan.localhost";
/** Eleven minutes: a phone with its code on the screen asks for the reason of its colour again after ten. */
const A_WHILE_MS = 660_000;
const BY_ITSELF = { timeout: 150_000 };

const screens = new Screens();
let system: MovedSystem;
let browser: Browser;
let resident: Phone;
let wuhaner: Phone;
let gate: Phone;
/** The pages of two officers of the province, and of the same two persons as officers of its capital. */
let ofHubei: readonly [Phone, Phone];
let ofWuhan: readonly [Phone, Phone];

const everybody = () => [resident, wuhaner, gate, ...ofHubei, ...ofWuhan];

beforeAll(async () => {
  system = await startAt("2020-03-12T10:00:00+08:00");
  await setUp();
  browser = await openBrowser();
  const at = (host: string) => `http://${host}:${system.port}`;
  resident = await openPhone(browser, at(HUBEI));
  wuhaner = await openPhone(browser, at(WUHAN));
  gate = await openPhone(browser, at(GATE), { camera: true });
  ofHubei = [await openDesk(browser, at(OFFICE)), await openDesk(browser, at(OFFICE))];
  ofWuhan = [await openDesk(browser, at(HOSTS.administrator)), await openDesk(browser, at(HOSTS.administrator))];
  for (const { context } of everybody()) await context.addInitScript(movePageClock, system.offsetMs());
  await logInBoth(ofHubei);
  await logIn(gate.page, system, COLLECTOR.phone);
  await gate.page.getByRole("link", { name: "工作台" }).click();
  await gate.page.getByText("核验资料：").waitFor();
});
afterAll(async () => {
  await browser.close();
  await system.dispose();
});

async function logInBoth([first, second]: readonly [Phone, Phone]): Promise<void> {
  await logIn(first.page, system, DISTRICT.phone);
  await logIn(second.page, system, STREET.phone);
}

/** Makes two persons officers of Hubei and of Wuhan, and a gate with its collector. */
async function setUp(): Promise<void> {
  for (const [host, officer, division] of [
    [OFFICE, DISTRICT, "42"],
    [OFFICE, STREET, "42"],
    [OFFICE, DISTRICT, COMMUNITY.division],
    [HOSTS.administrator, DISTRICT, "4201"],
    [HOSTS.administrator, STREET, "4201"],
  ] as const) {
    await inCharge(system.port, host, officer, division);
  }
  await enrol(system.port, WUHAN, RESIDENT);
  const office = await enrol(system.port, OFFICE, DISTRICT);
  const collector = await enrol(system.port, GATE, COLLECTOR);
  const path = `/api/v1/communities/${COMMUNITY.division}`;
  await office.ask("POST", `${path}/points`, point, POINTS[0]);
  await office.ask("POST", `${path}/collectors`, z.unknown(), {
    code: await liveCodeOf(collector, () => Date.now() + system.offsetMs()),
  });
  await collector.ask("PUT", `${path}/post`, z.unknown(), { pointId: POINTS[0].id });
}

type Dialog = ReturnType<Page["getByRole"]>;

/** The first officer proposes a change with a button of the page of proposals, and the second officer approves it. `fill` fills the fields of the change. */
async function agree(
  [first, second]: readonly [Phone, Phone],
  region: string,
  button: string,
  reason: string,
  fill: (dialog: Dialog) => Promise<void> = async () => undefined,
): Promise<void> {
  const address = `/admin/${region}/proposals`;
  await first.page.goto(address);
  await first.page.getByRole("button", { name: button }).click();
  const dialog = first.page.getByRole("dialog");
  await fill(dialog);
  await dialog.getByText(reason).click();
  await dialog.getByLabel("证据").fill("指挥部令第 12 号");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await second.page.goto(address);
  await second.page.getByRole("button", { name: "批准" }).click();
  const approving = second.page.getByRole("dialog");
  await approving.getByLabel("核对说明").fill("已核对文件");
  await approving.getByRole("button", { name: "批准", exact: true }).click();
  await second.page.getByText("已批准，立即生效。").waitFor();
}

/** Moves the clocks of the system and of all open pages to another moment. */
async function moveTo(moment: string): Promise<void> {
  await system.moveTo(moment);
  for (const { context, page } of everybody()) {
    await context.addInitScript(movePageClock, system.offsetMs());
    await page.evaluate(movePageClock, system.offsetMs());
  }
}

function aWhileLater(): Promise<void> {
  return moveTo(new Date(Date.now() + system.offsetMs() + A_WHILE_MS).toISOString());
}

/** Holds the resident's code before the gate's camera until the verdict with these words, checks the screen, and leaves the verdict without registering. */
async function scanned(verdict: string, picture: string): Promise<void> {
  const { page } = gate;
  await whileHeld(resident.page, page, () => page.getByRole("heading", { name: verdict }).waitFor());
  await page.evaluate(showNothing);
  await screens.see(page, picture);
  await page.getByRole("button", { name: "不登记" }).click();
}

test("two officers close a district; a person who declares there on the phone gets a grey code with its sentence", async () => {
  await agree(ofHubei, "42", "提议封闭管理", "疫情发生或加重", async (dialog) => {
    await dialog.getByRole("button", { name: /^武汉市/ }).click();
    await dialog.getByRole("button", { name: /^青山区/ }).click();
    await dialog.getByRole("button", { name: "只选到青山区" }).click();
    await dialog.getByLabel("开始时间").fill("2020-03-11T00:00");
  });
  const { page } = resident;
  await logIn(page, system, RESIDENT.phone);
  await page.getByRole("link", { name: "登记本人" }).click();
  await fillPerson(page, RESIDENT.people[0]);
  await sendPerson(page);
  await page.waitForURL("**/declare");
  await declare(page, { see: async () => undefined }, ["武汉市", "青山区", "红卫路街道", "康苑社区"]);
  await page.getByRole("link", { name: "出示健康码" }).click();
  await page.getByRole("button", { name: /已登记/ }).waitFor();
  await page.getByText("封闭管理期间：信息已登记，暂不发放红、黄、绿码").waitFor();
  await screens.see(page, "story-1-grey");
  await scanned("灰码 请查验", "story-1-grey-gate");
});

test("the officers agree on the end: the open phone turns green by itself, and passes", async () => {
  await agree(ofHubei, "42", "提议结束", "疫情缓解或结束");
  await aWhileLater();
  await resident.page.getByRole("button", { name: /绿码/ }).waitFor(BY_ITSELF);
  await screens.see(resident.page, "story-2-green");
  await scanned("绿码 通过", "story-2-green-gate");
});

test("a file of facts names them as a close contact: the open phone turns yellow by itself, states why, and is stopped at the gate", async () => {
  const [{ page: office }, { page: other }] = ofHubei;
  await office.goto("/admin/42/facts");
  const lines = [
    "证件号码,名单,开始日期,结束日期,来源地区,编号",
    `${RESIDENT.people[0].number},close_contact,2020-03-12,2020-03-26,420107,7-31`,
  ];
  await choose(office, sheet("contacts.csv", lines));
  await proposeFile(office, "诊断结论变更", "流调报告第 31 号");
  await openFile(other, "42", "contacts.csv");
  await decide(other, "批准", "已逐条核对");
  await other.getByText("已录入").first().waitFor();
  await aWhileLater();
  const { page } = resident;
  await page.getByRole("button", { name: /黄码/ }).waitFor(BY_ITSELF);
  await page.getByText("密切接触者", { exact: false }).first().waitFor();
  await screens.see(page, "story-3-yellow");
  await scanned("黄码 请留步", "story-3-yellow-gate");
});

test("the isolation ends with time alone: fourteen days later the same open phone is green", async () => {
  await moveTo("2020-03-26T00:30:00+08:00");
  await resident.page.getByRole("button", { name: /绿码/ }).waitFor(BY_ITSELF);
});

test("a fever declared on the phone is red at once, and stopped at the gate", async () => {
  const { page } = resident;
  await declareFever(page);
  await page.getByRole("button", { name: /红码/ }).waitFor();
  await screens.see(page, "story-5-red");
  await scanned("红码 请留步", "story-5-red-gate");
});

test("Wuhan shows no colours; two officers set the time of the switch, and nothing changes yet", async () => {
  const { page } = wuhaner;
  await logIn(page, system, RESIDENT.phone);
  // Not before: their offices close when nobody has used them for half an hour.
  await logInBoth(ofWuhan);
  await agree(ofWuhan, "4201", "提议显示码色", "执行统一的防疫标准", async (dialog) => {
    await dialog.getByLabel("开始时间").fill("2020-04-08T00:00");
    await dialog.getByLabel("请输入“武汉市”确认").fill("武汉市");
  });
  await ofWuhan[1].page.getByText("2020-04-08 00:00 起显示码色。").waitFor();
  await page.reload();
  await page.getByRole("button", { name: /已申报/ }).waitFor();
});

test("at that time the phone in Wuhan shows its colour, without a new declaration", async () => {
  await moveTo("2020-04-08T00:05:00+08:00");
  await wuhaner.page.getByRole("button", { name: /绿码/ }).waitFor(BY_ITSELF);
  await screens.see(wuhaner.page, "story-7-switched-on");
});

test("axe finds nothing on these screens, and no page reported an error", () => {
  expect(screens.findings()).toEqual([]);
  expect(everybody().flatMap(({ errors }) => errors)).toEqual([]);
});
