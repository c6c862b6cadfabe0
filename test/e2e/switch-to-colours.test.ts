/** Wuhan's codes get their colours when two officers switch colours on; an open phone shows its colour without an act of its user. Source: product.md §2. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proposal } from "../../src/contract/proposal/proposal.ts";
import { verifyResponse } from "../../src/contract/verify.ts";
import { type Account, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { phoneOf, enrol } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { DISTRICT, STREET } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const HUBEI = "hubei.localhost";
/** Enough for a change without an act of the user: the phone asks the server every 10 s, and the server tells it of the switch up to half a minute after the switch. */
const BY_ITSELF = { timeout: 150_000 };
const screens = new Screens();

let running: Running;
let browser: Browser;
let resident: Phone;
/** Makes a live code of the resident's other phone, which has a credential from before the switch and no network. */
let showColourless: () => Promise<string>;

beforeAll(async () => {
  running = await startRunning();
  showColourless = await phoneOf(await enrol(running.port, HOSTS.resident, RESIDENT));
  browser = await openBrowser();
  resident = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`);
  await logIn(resident.page, running, RESIDENT.phone);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

async function anOfficer(account: Account): Promise<Visitor> {
  const visitor = await inCharge(running.port, HOSTS.administrator, account, "4201");
  return visitor;
}

/** The colour or the refusal that Hubei's verifier answers to the code from before the switch. */
async function colourlessInHubei(): Promise<string> {
  const code = await showColourless();
  const answer = await running.visitor(HUBEI).ask("POST", "/api/v1/verify", verifyResponse, { code });
  return answer.valid ? answer.colour : answer.refusal.code;
}

test("before the switch the code states that its holder declared, at home and elsewhere", async () => {
  const { page } = resident;
  await page.getByRole("button", { name: /已申报/ }).waitFor();
  await page.getByText("武汉暂不显示码色").waitFor();
  expect(await colourlessInHubei()).toBe("none");
});

test("two officers switch colours on for a moment: the open phone turns green by itself, and gives the reason", async () => {
  const [first, second] = [await anOfficer(DISTRICT), await anOfficer(STREET)];
  const change = { kind: "colours_switch", from: new Date(Date.now() + 5000).toISOString() };
  const request = { change, reason: "unified_standard", evidence: "省标准第 1 号" };
  const { id } = await first.ask("POST", "/api/v1/proposals", proposal, request);
  await second.ask("POST", `/api/v1/proposals/${id}/approvals`, proposal, { note: "已核对" });
  const { page } = resident;
  await page.getByRole("button", { name: /绿码/ }).waitFor(BY_ITSELF);
  await page.getByText("未发现异常").waitFor();
  await screens.see(page, "code-switched");
});

test("another issuer refuses the code from before the switch", async () => {
  expect(await colourlessInHubei()).toBe("revoked");
});

test("axe finds nothing on this screen, and the page reported no error", () => {
  expect(screens.findings()).toEqual([]);
  expect(resident.errors).toEqual([]);
});
