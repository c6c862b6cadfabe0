/** The page of the nation's officers: an applicant of another deployment is examined, admitted by the officers' command, shown, suspended and readmitted. docs/trust.md §6. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { NATION_OFFICERS } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { faultsAtWidths, openDesk } from "../support/desk.ts";
import { aTestNation, NATION, officerOf, recognise, suspendIssuer, type TestNation } from "../support/nation.ts";
import { PATIENT } from "../support/patience.ts";
import { inCharge } from "../support/officers.ts";
import { signedAct } from "../support/operators.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const [OFFICER] = NATION_OFFICERS;
const GUANGDONG = "guangdong.localhost";
const GUANGXI = "guangxi.localhost";
const OTHER_SECRET = "b3RoZXItbWFzdGVyLWtleS1vdGhlci1tYXN0ZXIta2V";
const screens = new Screens();

let nation: TestNation;
let running: Running;
let guangdong: Running;
let browser: Browser;
let desk: Phone;
let application: string;
/** Of an issuer of the same deployment that nobody admits. */
let another: string;

function anIssuer(code: string, host: string, zh: string, en: string) {
  const usual = { shards: 4, credentialsPerPhone: 4, credentialLifetimeMinutes: 1440, coloursFrom: null };
  return { code, hosts: [host], name: { zh, en }, ...usual };
}

async function applicationOf(code: string, host: string): Promise<string> {
  const body = await signedAct(code, { act: "apply" });
  const answered = z.object({ application: z.string() });
  return (await guangdong.visitor(host).ask("POST", "/api/v1/operator/application", answered, body)).application;
}

/** Brings the text of an application, and presses the button. */
async function check(text: string) {
  const { page } = desk;
  if ((await page.getByRole("dialog").count()) === 0) await page.getByRole("button", { name: "检查申请" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("申请全文").fill(text);
  await dialog.getByRole("button", { name: "检查", exact: true }).click();
  return dialog;
}

beforeAll(async () => {
  nation = await aTestNation();
  running = await startRunning({ bindings: nation.bindings });
  const issuers = [anIssuer("44", GUANGDONG, "广东省", "Guangdong"), anIssuer("45", GUANGXI, "广西壮族自治区", "Guangxi")];
  const { YIMA_TRUST_ROOT = "" } = nation.bindings;
  const there = { YIMA_ISSUERS: JSON.stringify(issuers), YIMA_TRUST_ROOT, YIMA_NATION: `http://${NATION}:${running.port}` };
  guangdong = await startRunning({ bindings: there, masterKey: OTHER_SECRET });
  application = await applicationOf("44", GUANGDONG);
  another = await applicationOf("45", GUANGXI);
  await inCharge(running.port, OFFICER.host, OFFICER.account, "0");
  browser = await openBrowser();
  desk = await openDesk(browser, `http://${OFFICER.host}:${running.port}`);
  await logIn(desk.page, running, OFFICER.account.phone);
});
afterAll(async () => {
  await browser.close();
  await guangdong.dispose();
  await running.dispose();
  nation.remove();
});

/** Opens the page again and again, until the row of Guangdong has a cell with this word. */
async function untilCell(word: string): Promise<void> {
  const { page } = desk;
  const row = page.getByRole("row", { name: /广东省/ });
  const look = async () => {
    await page.reload();
    await page.getByRole("cell", { name: /^广东省/ }).waitFor();
    return row.getByRole("cell", { name: word }).count();
  };
  await expect.poll(look, PATIENT).toBe(1);
}

test("an officer pastes an application and checks it: every check is passed", async () => {
  const { page } = desk;
  await page.goto("/admin/0/members");
  await page.getByText("名录里还没有成员").waitFor();
  await screens.see(page, "pc-members-none");
  // The nation is the first member: others verify its letters by its statement.
  await recognise(running, nation, [["0", NATION]]);
  const bookThere = async () => (await guangdong.visitor(GUANGDONG).send("GET", "/.well-known/trust/book")).text;
  await expect.poll(bookThere, PATIENT).toMatch(/"statements":\["/);
  const dialog = await check(application);
  await dialog.getByText(`广东省（44，http://${GUANGDONG}:${guangdong.port}）：12 项中通过 12 项。`).waitFor();
  await screens.see(page, "pc-members-checked");

  await dialog.getByRole("button", { name: "关闭" }).click();
});

test("an origin is examined once a minute, and an application that nobody has signed is refused", async () => {
  const dialog = await check(application);
  await dialog.getByText("操作太频繁").waitFor();
  await check(`${application.slice(0, -4)}AAAA`);
  await dialog.getByText("这份申请读不懂").waitFor();
  await dialog.getByRole("button", { name: "关闭" }).click();
});

test("the register that one officer has signed is shown with its change, and holds after the second one", async () => {
  const { page } = desk;
  const file = join(nation.directory, "guangdong.application");
  writeFileSync(file, application);
  await officerOf(running, nation, 1, "admit", file);
  await page.reload();
  await page.getByText("已签：0.o1（需要 2 位）").waitFor();
  await page.getByText(/44 广东省 Guangdong 加入/).waitFor();
  await screens.see(page, "pc-members-waiting");
  await officerOf(running, nation, 2, "sign");
  await page.reload();
  await page.getByText("第 2 号名录，2 个成员").waitFor();
  await page.getByRole("cell", { name: /^广东省/ }).waitFor();
  // Its deployment hands the statement in by itself.
  await untilCell("正常");
  // A change after its statement is sent to it.
  await recognise(running, nation, [["4201", "wuhan.localhost"]]);
  await untilCell("已收");
  await screens.see(page, "pc-members");
});

test("a suspended member is shown so", async () => {
  const { page } = desk;
  await suspendIssuer(running, nation, "44");
  await page.reload();
  await page.getByText(/已暂停：.*密钥泄露/).waitFor();
  await screens.see(page, "pc-members-suspended");
  await page.setViewportSize({ width: 360, height: 640 });
  await screens.see(page, "members-suspended-narrow");
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.reload();
  await page.getByText(/^Suspended: /).waitFor();
  await page.locator(".admin-table").scrollIntoViewIfNeeded();
  await screens.see(page, "members-suspended-narrow-en");
  await page.setViewportSize({ width: 1366, height: 768 });
  await screens.see(page, "pc-members-suspended-en");
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
  await page.reload();
});

test("an applicant that does not answer fails the check, which says so", async () => {
  await guangdong.stop();
  const dialog = await check(another);
  await dialog.getByText("12 项中通过 0 项").waitFor();
  await dialog.getByText("网址没有回应").waitFor();
  await screens.see(desk.page, "pc-members-silent");
  await dialog.getByRole("button", { name: "关闭" }).click();
});

test("the page has no finding of axe and fits its screen", async () => {
  expect(await faultsAtWidths(desk.page, ["/admin/0/members"])).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect(desk.errors).toEqual([]);
});
