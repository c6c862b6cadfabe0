/**
 * A green code of Guangdong, whose green also means missed check-ins, at a gate in Wuhan: by the tables of both it is yellow there. Two officers of Guangdong change
 * its table; the gate's phone shows both colours with and without a network, the page /check too, and the record of the pass keeps both.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { proposal } from "../../src/contract/proposal/proposal.ts";
import { verifyResponse } from "../../src/contract/verify.ts";
import { type Account, ADMINISTRATOR, COMMUNITY, HOSTS } from "../../tools/demo-cast.ts";
import { fillDemo, liveCodeOf, phoneOf } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { logIn, openDemoGate, typeCode } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { openCheck, untilVerdict as untilChecked } from "../support/check-page.ts";
import { ofGuangdong, originOf } from "../support/deployments.ts";
import { DISTRICT, openDesk, STREET } from "../support/desk.ts";
import { aTraveller, GUANGDONG } from "../support/guangdong.ts";
import { bind } from "../support/hubei.ts";
import { aTestNation, NATION, recognise, type TestNation } from "../support/nation.ts";
import { LOADED_MS } from "../support/patience.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const WUHAN = HOSTS.resident;
const BOTH = "绿码 本地按黄码";
const screens = new Screens();

let nation: TestNation;
let home: Running;
let guangdong: Running;
let browser: Browser;
let gate: Phone;
let desk: Phone;
let traveller: Visitor;
let officers: readonly Visitor[];
let makeCode: () => Promise<string>;

beforeAll(async () => {
  nation = await aTestNation();
  home = await startRunning({ bindings: nation.bindings });
  guangdong = await startRunning(ofGuangdong(nation, originOf(home), { coloursFrom: "2020-02-29T00:00:00+08:00" }));
  await fillDemo(home.port);
  await recognise(home, nation, [
    ["0", NATION],
    ["4201", WUHAN],
    ["44", GUANGDONG, guangdong],
  ]);
  traveller = (await aTraveller(guangdong)).visitor;
  makeCode = await phoneOf(traveller);
  officers = [await officerOf(DISTRICT), await officerOf(STREET)];
  browser = await openBrowser("allow");
});
afterAll(async () => {
  await browser.close();
  for (const system of [guangdong, home]) await system.dispose();
  nation.remove();
});

/** Makes an account an officer of Guangdong. */
async function officerOf(account: Account): Promise<Visitor> {
  const { visitor } = await bind(guangdong, account, GUANGDONG);
  await visitor.ask("POST", "/local/administrators", z.unknown(), { division: "44", phone: account.phone });
  return visitor;
}

async function answered(): Promise<string> {
  const answer = await home.visitor(WUHAN).ask("POST", "/api/v1/verify", verifyResponse, { code: await makeCode() });
  return answer.valid ? `${answer.colour} ${answer.localColour ?? "same"} ${answer.passage.answer}` : answer.refusal.code;
}

test("by the shipped tables Guangdong's green is green in Wuhan", async () => {
  await expect.poll(answered, { timeout: LOADED_MS, interval: 500 }).toBe("green same passes");
});

test("after two officers have changed what its green means, it is yellow in Wuhan", async () => {
  const colours = [
    { colour: "green", means: ["clear", "lapsed"] },
    { colour: "red", means: ["contact", "isolation", "suspected", "case"] },
  ];
  const table = { id: "guangdong-test", version: 1, title: { zh: "广东码色含义", en: "Colours of Guangdong" }, colours };
  const [first, second] = officers;
  const change = { kind: "colour_table", table };
  const body = { change, reason: "unified_standard", evidence: "省指挥部通告第 5 号" };
  const proposed = await first?.ask("POST", "/api/v1/proposals", proposal, body);
  desk = await openDesk(browser, `http://${GUANGDONG}:${guangdong.port}`);
  await logIn(desk.page, guangdong, STREET.phone);
  await desk.page.goto("/admin/44/rules");
  await desk.page.getByRole("heading", { name: "码色含义（给外地看）" }).waitFor();
  await screens.see(desk.page, "pc-colour-table");
  await desk.page.getByRole("button", { name: "提议更换码色含义" }).click();
  await desk.page.getByText("还没有改动").waitFor();
  await screens.see(desk.page, "pc-colour-table-propose");
  await desk.page.goto("/admin/44/proposals");
  await desk.page.getByText("绿码：增加未按时打卡").first().waitFor();
  await screens.see(desk.page, "pc-colour-table-proposed");
  await second?.ask("POST", `/api/v1/proposals/${proposed?.id}/approvals`, z.unknown(), { note: "已核对" });
  await expect.poll(answered, { timeout: LOADED_MS, interval: 500 }).toBe("green yellow does_not_pass");
});

test("a gate's phone shows both colours, and the record of the pass keeps both", async () => {
  gate = await openDemoGate(browser, home, { width: 360, height: 640 });
  const { page } = gate;
  const says = async () => {
    await page.reload();
    await page.getByText("核验资料：").waitFor();
    await typeCode(page, await makeCode());
    await page.locator(".verdict").waitFor();
    return page.getByRole("heading", { name: BOTH, exact: true }).count();
  };
  await expect.poll(says, { timeout: LOADED_MS, interval: 2000 }).toBe(1);
  expect(await page.locator(".verdict.yellow").count()).toBe(1);
  await page.getByText("广东省的绿码，按两地公布的码色含义，在本地相当于黄码，按黄码办。").waitFor();
  await screens.see(page, "gate-both-colours");
  await page.getByRole("button", { name: "确认登记" }).click();
  await page.locator(".verdict").waitFor({ state: "detached" });
});

test("without a network it shows the same by the tables that it has", async () => {
  const { page } = gate;
  const code = await liveCodeOf(traveller);
  await page.context().setOffline(true);
  await typeCode(page, code);
  await page.getByRole("heading", { name: BOTH, exact: true }).waitFor();
  await screens.see(page, "gate-both-colours-offline");
  await page.getByRole("button", { name: "不登记" }).click();
  await page.context().setOffline(false);
});

test("the page /check names both colours", async () => {
  const { page } = gate;
  await openCheck(page);
  await untilChecked(page, BOTH, makeCode);
  await screens.see(page, "check-both-colours");
});

test("the manager of the community finds both colours at the pass", async () => {
  const { page } = await openDesk(browser, `http://${HOSTS.administrator}:${home.port}`);
  await logIn(page, home, ADMINISTRATOR.phone);
  await page.goto(`/admin/${COMMUNITY.division}/passes`);
  await page.getByRole("row", { name: /陈\*\*.*本地按黄码/ }).waitFor();
  await screens.see(page, "pc-both-colours");
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect([gate.errors, desk.errors]).toEqual([[], []]);
});
