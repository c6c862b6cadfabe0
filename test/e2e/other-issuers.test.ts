/** Codes of other issuers at a gate: the phone checks them by the files of trust, also without a network, and says whose they are; a suspended issuer's make it ask. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMINISTRATOR, COMMUNITY, HOSTS } from "../../tools/demo-cast.ts";
import { fillDemo, liveCodeOf } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { confirmPass, logIn, openDemoGate, typeCode } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { openDesk } from "../support/desk.ts";
import { bind, declareStaying, HUBEI } from "../support/hubei.ts";
import { aTestNation, NATION, recognise, suspendIssuer, type TestNation } from "../support/nation.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const TRAVELLER = {
  phone: "13800000021",
  people: [{ relation: "self", name: "江北望", number: "420106198503030024" }],
} as const;
const screens = new Screens();

let nation: TestNation;
let running: Running;
let browser: Browser;
let gate: Phone;
let traveller: Visitor;

beforeAll(async () => {
  nation = await aTestNation();
  running = await startRunning({ bindings: nation.bindings });
  await fillDemo(running.port);
  const member = await bind(running, TRAVELLER);
  await declareStaying(member, TRAVELLER.phone);
  traveller = member.visitor;
  browser = await openBrowser("allow");
  gate = await openDemoGate(browser, running);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
  nation.remove();
});

test("before the nation lists Hubei, a gate in Wuhan cannot check its code and says so", async () => {
  const { page } = gate;
  await typeCode(page, await liveCodeOf(traveller));
  await page.getByText("本机还不认识这个地区的健康码（地区 42）").waitFor();
  await screens.see(page, "gate-issuer-unknown");
  await page.getByRole("button", { name: "继续扫码" }).click();
});

test("after that it shows whose code it is, and registers the pass", async () => {
  await recognise(running, nation, [
    ["0", NATION],
    ["4201", HOSTS.resident],
    ["42", HUBEI],
  ]);
  const { page } = gate;
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.getByText("对准健康码").waitFor();
        await typeCode(page, await liveCodeOf(traveller));
        await page.locator(".verdict").waitFor();
        return page.getByRole("button", { name: "确认登记" }).count();
      },
      { interval: 3000 },
    )
    .toBe(1);
  await page.getByText("湖北省").waitFor();
  // The look at the screen takes longer than a code lives on a busy machine.
  await page.getByRole("button", { name: "不登记" }).click();
  await typeCode(page, await liveCodeOf(traveller));
  await confirmPass(page);
});

test("without a network it still checks the code by the keys that it has", async () => {
  const { page } = gate;
  const code = await liveCodeOf(traveller);
  await page.context().setOffline(true);
  await typeCode(page, code);
  await page.getByText("湖北省").waitFor();
  await screens.see(page, "gate-other-issuer-offline");
  await page.getByRole("button", { name: "确认登记" }).click();
  await page.getByText("没有网络，还没登记").waitFor();
  await page.context().setOffline(false);
  await page.getByText("没有网络，还没登记").waitFor({ state: "detached" });
});

test("a suspended issuer's code is neither valid nor forged: the gate asks for the document", async () => {
  await suspendIssuer(running, nation, "42");
  const { page } = gate;
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.getByText("对准健康码").waitFor();
        await typeCode(page, await liveCodeOf(traveller));
        await page.locator(".verdict").waitFor();
        return page.getByText("国家平台已暂停承认这个地区的健康码（湖北省）").count();
      },
      { interval: 10_000, timeout: 200_000 },
    )
    .toBe(1);
  expect(await page.locator(".verdict.amber").count()).toBe(1);
  // A new declaration at the holder's home is no help.
  expect(await page.getByRole("button", { name: "请对方重新申报" }).count()).toBe(0);
  await screens.see(page, "gate-issuer-suspended");
});

test("the administrator finds the passes with the masked name in the code", async () => {
  const { page } = await openDesk(browser, `http://${HOSTS.administrator}:${running.port}`);
  await logIn(page, running, ADMINISTRATOR.phone);
  await page.goto(`/admin/${COMMUNITY.division}/passes`);
  await expect.poll(() => page.getByRole("row", { name: /江\*\*/ }).count()).toBe(2);
  await screens.see(page, "pc-other-issuer");
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect(gate.errors).toEqual([]);
});
