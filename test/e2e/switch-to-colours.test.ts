/** Wuhan's codes without colours get theirs when the standard is switched on: the open phone by itself, with nothing to apply for. Source: product.md §2. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proposal } from "../../src/contract/proposal.ts";
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
/** The phone asks every 10 s, and is told within half a minute. */
const BY_ITSELF = { timeout: 90_000 };
const screens = new Screens();

let running: Running;
let browser: Browser;
let resident: Phone;
/** Another phone of theirs, which has no network when it happens. */
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

/** What a gate of Hubei's is told of the code that was fetched before. */
async function colourlessInHubei(): Promise<string> {
  const code = await showColourless();
  const answer = await running.visitor(HUBEI).ask("POST", "/api/v1/verify", verifyResponse, { code });
  return answer.valid ? answer.colour : answer.refusal.code;
}

test("until the switch the code says that its holder declared, here and elsewhere", async () => {
  const { page } = resident;
  await page.getByRole("button", { name: /已申报/ }).waitFor();
  await page.getByText("武汉暂不显示码色").waitFor();
  expect(await colourlessInHubei()).toBe("none");
});

test("two officers switch colours on at a moment: the open phone is green by itself, and says why", async () => {
  const [first, second] = [await anOfficer(DISTRICT), await anOfficer(STREET)];
  const change = { kind: "colours_switch", from: new Date(Date.now() + 5000).toISOString() };
  const asked = { change, reason: "unified_standard", evidence: "省标准第 1 号" };
  const { id } = await first.ask("POST", "/api/v1/proposals", proposal, asked);
  await second.ask("POST", `/api/v1/proposals/${id}/approvals`, proposal, { note: "已核对" });
  const { page } = resident;
  await page.getByRole("button", { name: /绿码/ }).waitFor(BY_ITSELF);
  await page.getByText("未发现异常").waitFor();
  await screens.see(page, "code-switched");
});

test("the code of before is refused elsewhere", async () => {
  expect(await colourlessInHubei()).toBe("revoked");
});

test("axe finds nothing on this screen, and the page did nothing wrong", () => {
  expect(screens.findings()).toEqual([]);
  expect(resident.errors).toEqual([]);
});
