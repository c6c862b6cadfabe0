/**
 * A person of Guangdong at a gate in Wuhan, while the nation, Wuhan and Guangdong each run in a process of their own: the phone checks the code by the files of trust, also without a network, and says whose
 * it is. While Guangdong is suspended, and when the nation has been silent for 48 hours, the gate asks; own codes never notice.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMINISTRATOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol, fillDemo, liveCodeOf, phoneOf } from "../../tools/demo.ts";
import { readmitting } from "../../tools/register/next-register.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { confirmPass, logIn, openDemoGate, typeCode } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { ofGuangdong, ofHubei, ofTheNation, originOf } from "../support/deployments.ts";
import { openDesk } from "../support/desk.ts";
import { aTraveller, GUANGDONG, verdict } from "../support/guangdong.ts";
import { serveLastState } from "../support/last-state.ts";
import { aTestNation, NATION, nextOf, recognise, suspendIssuer, type TestNation } from "../support/nation.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";
import { untilVerdict } from "../support/until-verdict.ts";

const WUHAN = HOSTS.resident;
/** The time from an answer of the silent nation to the end of its state. A gate that takes longer to load tries again with a later state. */
const LEFT_SECONDS = 20;
const screens = new Screens();

let nation: TestNation;
let home: Running;
let hubei: Running;
let guangdong: Running;
let browser: Browser;
let gate: Phone;
let wuhanCode: () => Promise<string>;
/** Makes codes of a credential with which nobody passes: the gate takes a second pass of one credential for a repeat. */
let guangdongCode: () => Promise<string>;
let traveller: Visitor;

beforeAll(async () => {
  nation = await aTestNation();
  home = await startRunning(ofTheNation(nation));
  hubei = await startRunning(ofHubei(nation, originOf(home)));
  guangdong = await startRunning(ofGuangdong(nation, originOf(home)));
  await fillDemo(hubei.port);
  wuhanCode = await phoneOf(await enrol(hubei.port, WUHAN, RESIDENT));
  traveller = (await aTraveller(guangdong)).visitor;
  guangdongCode = await phoneOf(traveller);
  browser = await openBrowser("allow");
  gate = await openDemoGate(browser, hubei);
});
afterAll(async () => {
  await browser.close();
  for (const system of [guangdong, hubei, home]) await system.dispose();
  nation.remove();
});

/** Loads the gate anew: then it asks for the files of trust at once. */
async function beginAgain(): Promise<void> {
  await gate.page.reload();
  await gate.page.getByText("核验资料：").waitFor();
}

/** Scans a new code, and waits for the verdict. */
async function scan(make: () => Promise<string>): Promise<void> {
  await typeCode(gate.page, await make());
  await gate.page.locator(".verdict").waitFor();
}

async function leave(): Promise<void> {
  await gate.page.getByRole("button", { name: /^(?:不登记|继续扫码)$/ }).click();
  await gate.page.locator(".verdict").waitFor({ state: "detached" });
}

/** Scans codes of Guangdong until the verdict says this. Returns the seconds that it took. The verdict stays on the screen. */
async function untilGateSays(words: string): Promise<number> {
  const begun = performance.now();
  const says = async () => {
    if ((await gate.page.locator(".verdict").count()) > 0) await leave();
    await scan(guangdongCode);
    return gate.page.locator(".verdict").innerText();
  };
  await expect.poll(says, { interval: 2000 }).toContain(words);
  return (performance.now() - begun) / 1000;
}

test("before the nation lists Guangdong, a gate in Wuhan cannot check its code and says so", async () => {
  const { page } = gate;
  await scan(guangdongCode);
  await page.getByText("本机还不认识这个地区的健康码（地区 44）").waitFor();
  await screens.see(page, "gate-issuer-unknown");
  await leave();
});

test("after that it shows whose code it is, and registers the pass", async () => {
  await recognise(home, nation, [
    ["0", NATION],
    ["4201", WUHAN, hubei],
    ["44", GUANGDONG, guangdong],
  ]);
  const { page } = gate;
  await untilVerdict(hubei, WUHAN, guangdongCode, "valid");
  // Without files of trust a phone asks for them every ten minutes, and when it begins.
  await beginAgain();
  await untilGateSays("广东省");
  await leave();
  await scan(() => liveCodeOf(traveller));
  await confirmPass(page);
});

test("without a network it still checks the code by the keys that it has", async () => {
  const { page } = gate;
  const code = await liveCodeOf(traveller);
  await page.context().setOffline(true);
  await typeCode(page, code);
  await page.getByText("广东省").waitFor();
  await screens.see(page, "gate-other-issuer-offline");
  await page.getByRole("button", { name: "确认登记" }).click();
  await page.getByText("没有网络，还没登记").waitFor();
  await page.context().setOffline(false);
  await page.getByText("没有网络，还没登记").waitFor({ state: "detached" });
});

test("a suspended issuer's code is neither valid nor forged: within a minute the gate asks for the document", async () => {
  const { page } = gate;
  await suspendIssuer(home, nation, "44");
  expect(await untilGateSays("国家平台已暂停承认这个地区的健康码（广东省）")).toBeLessThan(60);
  expect(await page.locator(".verdict.amber").count()).toBe(1);
  // A new declaration at the holder's home is no help.
  expect(await page.getByRole("button", { name: "请对方重新申报" }).count()).toBe(0);
  await screens.see(page, "gate-issuer-suspended");
  await nextOf(home, nation, readmitting("44"));
  await untilVerdict(hubei, WUHAN, guangdongCode, "valid");
  await beginAgain();
  await untilGateSays("已申报");
  await leave();
});

test("when the nation is gone and its last state 48 hours old, gate and server ask about Guangdong's codes, and own ones never notice", async () => {
  const { page } = gate;
  const { text } = await hubei.visitor(WUHAN).send("GET", "/.well-known/trust/state");
  await home.stop();
  const last = await serveLastState(nation, home.port, text, LEFT_SECONDS);
  const warned = async () => {
    await beginAgain();
    await scan(guangdongCode);
    return page.locator(".verdict .reason.old").count();
  };
  await expect.poll(warned, { interval: 2000 }).toBe(1);
  expect(await page.getByRole("button", { name: "确认登记" }).count()).toBe(1);
  await leave();
  last.closeAllConnections();
  last.close();
  await untilVerdict(hubei, WUHAN, guangdongCode, "trust_expired");
  await untilVerdict(guangdong, GUANGDONG, wuhanCode, "trust_expired");
  expect(await verdict(hubei, WUHAN, await wuhanCode())).toBe("valid");
  expect(await verdict(guangdong, GUANGDONG, await guangdongCode())).toBe("valid");
  await untilGateSays("本机的各地名录太旧");
  expect(await page.locator(".verdict.amber").count()).toBe(1);
  await screens.see(page, "gate-nation-gone");
  await leave();
  await scan(wuhanCode);
  await page.getByRole("heading", { name: "已申报", exact: true }).waitFor();
  expect(await page.locator(".verdict .reason").allTextContents()).toEqual([]);
  await confirmPass(page);
});

test("the administrator finds the passes with the masked name in the code", async () => {
  const { page } = await openDesk(browser, `http://${HOSTS.administrator}:${hubei.port}`);
  await logIn(page, hubei, ADMINISTRATOR.phone);
  await page.goto(`/admin/${COMMUNITY.division}/passes`);
  await expect.poll(() => page.getByRole("row", { name: /陈\*\*/ }).count()).toBe(2);
  await screens.see(page, "pc-other-issuer");
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect(gate.errors).toEqual([]);
});
