/**
 * Closed management at the gate and on a resident's phone: green passes, then the phone's code turns grey by itself, the gate refuses the older code, asks the collector
 * to check the new one with a signal of its own, and knows the announced end also without a network. Source: product.md §2.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { proposal } from "../../src/contract/proposal/proposal.ts";
import { COLLECTOR, COMMUNITY, POINTS, RESIDENT } from "../../tools/demo-cast.ts";
import { phoneOf, enrol, liveCodeOf } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { logIn, openScanner, typeCode } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { ASK_BUZZ, lastBuzz, PASS_BUZZ, recordBuzzes, STOP_BUZZ } from "../support/buzzes.ts";
import { DISTRICT, openDesk, STREET } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { listOfCode, publishedList, untilStored } from "../support/gate-lists.ts";
import { Screens } from "../support/screens.ts";

const HUBEI = "hubei.localhost";
const GATE = "gate.hubei.localhost";
/** Enough for a change without an act of the user: a phone asks the server every 10 s, and the server tells it of a change of colours up to half a minute after the change. */
const BY_ITSELF = { timeout: 150_000 };
const AN_HOUR_MS = 3_600_000;
const A_MOMENT_MS = 3000;
const screens = new Screens();

let running: Running;
let browser: Browser;
let officers: readonly [Visitor, Visitor];
let gate: Phone;
let resident: Phone;
/** Makes a live code of a phone whose credential is older than the closure. */
let showGreen: () => Promise<string>;
/** The published status list of the credential behind `showGreen`, after the closure. */
let published: string;
/** The list that the closure changes, and its text from before. */
let closing: string;
let before: string;
/** The begin of the closure. A later one would revoke the codes that were issued since. */
let closedFrom: number;
/** The officers' pages. */
const desks: Phone[] = [];

beforeAll(async () => {
  running = await startRunning();
  const [first, second] = [await anOfficer(DISTRICT), await anOfficer(STREET)];
  officers = [first, second];
  const collector = await enrol(running.port, GATE, COLLECTOR);
  await first.ask("POST", "/local/administrators", z.unknown(), { division: COMMUNITY.division, phone: DISTRICT.phone });
  const community = `/api/v1/communities/${COMMUNITY.division}`;
  for (const body of POINTS) await first.ask("POST", `${community}/points`, z.unknown(), body);
  await first.ask("POST", `${community}/collectors`, z.unknown(), { code: await liveCodeOf(collector) });
  await collector.ask("PUT", `${community}/post`, z.unknown(), { pointId: POINTS[0].id });
  showGreen = await phoneOf(await enrol(running.port, HUBEI, RESIDENT));
  browser = await openBrowser("allow");
  resident = await openPhone(browser, `http://${HUBEI}:${running.port}`);
  await logIn(resident.page, running, RESIDENT.phone);
  gate = await openGate();
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

async function anOfficer(account: typeof DISTRICT): Promise<Visitor> {
  const visitor = await inCharge(running.port, "office.hubei.localhost", account, "42");
  return visitor;
}

/** Opens a collector's phone at the gate, waits for its keys and status lists, and records its vibrations. The test can move a clock of the phone's own. */
async function openGate({ ownClock } = { ownClock: false }): Promise<Phone> {
  const phone = await openPhone(browser, `http://${GATE}:${running.port}`, { camera: true });
  if (ownClock) await phone.page.clock.install();
  await phone.context.addInitScript(recordBuzzes);
  await logIn(phone.page, running, COLLECTOR.phone);
  await openScanner(phone.page);
  await phone.page.getByText("核验资料：刚刚更新").waitFor();
  return phone;
}

/** Types a code like a USB scanner, waits for the verdict with these words, and returns the phone's vibration at it. */
async function scan({ page }: Phone, code: string, verdict: string): Promise<unknown> {
  await typeCode(page, code);
  await page.getByRole("heading", { name: verdict }).waitFor();
  return lastBuzz(page);
}

/** Waits until the issuer's published document has the change of colours at `at`: an isolate caches the setting for some seconds. */
async function untilTurnIsTold(at: number): Promise<void> {
  const document = async () => (await running.visitor(GATE).send("GET", "/.well-known/yima-issuer")).text;
  await expect.poll(document).toContain(new Date(at).toISOString());
}

/** One officer proposes closed management of the community for a period. */
async function proposeClosure(from: number, until: number | null, reason: string): Promise<string> {
  const change = {
    kind: "closed_management",
    division: COMMUNITY.division,
    from: new Date(from).toISOString(),
    until: until === null ? null : new Date(until).toISOString(),
  };
  const request = { change, reason, evidence: "指挥部令第 12 号" };
  return (await officers[0].ask("POST", "/api/v1/proposals", proposal, request)).id;
}

/** One officer proposes that the closure ends at a time, and the other one approves. */
async function agreeOnEnd(until: number): Promise<void> {
  const id = await proposeClosure(closedFrom, until, "outbreak_over");
  await officers[1].ask("POST", `/api/v1/proposals/${id}/approvals`, proposal, { note: "已核对" });
}

test("a green code passes, with the sound and the screen of a pass", async () => {
  await resident.page.getByRole("button", { name: /绿码/ }).waitFor();
  expect(await scan(gate, await showGreen(), "绿码 通过")).toEqual(PASS_BUZZ);
  await gate.page.getByRole("button", { name: "不登记" }).click();
});

test("both officers read how many persons the closure turns grey, and the second one approves it", async () => {
  closing = listOfCode(await showGreen());
  before = await publishedList(officers[0], closing);
  closedFrom = Date.now() - 1000;
  await proposeClosure(closedFrom, null, "outbreak");
  const origin = `http://office.hubei.localhost:${running.port}`;
  for (const { phone } of [DISTRICT, STREET]) {
    const desk = await openDesk(browser, origin);
    await logIn(desk.page, running, phone);
    await desk.page.goto("/admin/42/proposals");
    await desk.page.getByRole("row", { name: /【开始】.*封闭管理.* 6 人变色：绿码 → 灰码 6 人/ }).waitFor();
    await screens.see(desk.page, `pc-closure-counted-${phone === DISTRICT.phone ? "proposer" : "second"}`);
    desks.push(desk);
  }
  const page = desks[1]?.page;
  if (page === undefined) throw new Error("two officers");
  await page.getByRole("button", { name: "批准" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("按现住县区：青山区 6 人。").waitFor();
  await screens.see(page, "pc-closure-approve");
  await page.setViewportSize({ width: 360, height: 640 });
  await screens.see(page, "pc-closure-approve-narrow");
  await dialog.getByLabel("核对说明").fill("已核对");
  await dialog.getByRole("button", { name: "批准", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
});

test("the closure of the community turns the resident's phone grey by itself, with its sentence", async () => {
  const { page } = resident;
  await page.getByRole("button", { name: /已登记/ }).waitFor(BY_ITSELF);
  await page.getByText("封闭管理期间：信息已登记，暂不发放红、黄、绿码").waitFor();
  await screens.see(page, "code-grey");
  published = await publishedList(officers[0], closing, before);
});

test("the gate refuses the code from before the closure, with the sound of a stop", async () => {
  await gate.page.reload();
  await untilStored(gate.page, published);
  expect(await scan(gate, await showGreen(), "码已失效")).toEqual(STOP_BUZZ);
  await gate.page.getByRole("button", { name: "继续扫码" }).click();
});

test("the gate asks about a grey code, with its own sound and screen, in both languages", async () => {
  const { page } = gate;
  const show = await phoneOf(await enrol(running.port, HUBEI, RESIDENT));
  expect(await scan(gate, await show(), "灰码 请查验")).toEqual(ASK_BUZZ);
  await page.getByText("灰码：信息已登记，未发码，请按现场管控规定办理").waitFor();
  await screens.see(page, "gate-ask");
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.reload();
  await page.getByText("Data for checking codes: updated just now").waitFor();
  expect(await scan(gate, await show(), "Grey: check")).toEqual(ASK_BUZZ);
  await screens.see(page, "gate-ask-english");
});

test("a gate without a network refuses the older codes after the known end of the closure", async () => {
  // The end is so far away that the slowest machine opens a gate before it; then the clocks of both phones are moved behind it.
  const until = Math.ceil(Date.now() / 1000) * 1000 + AN_HOUR_MS;
  let aheadMs = 0;
  const show = await phoneOf(await enrol(running.port, HUBEI, RESIDENT), () => Date.now() + aheadMs);
  await agreeOnEnd(until);
  await untilTurnIsTold(until);
  const other = await openGate({ ownClock: true });
  await other.context.setOffline(true);
  expect(await scan(other, await show(), "灰码 请查验")).toEqual(ASK_BUZZ);
  await other.page.getByRole("button", { name: "不登记" }).click();
  aheadMs = until + 1000 - Date.now();
  await other.page.clock.fastForward(aheadMs);
  expect(await scan(other, await show(), "码已失效")).toEqual(STOP_BUZZ);
  expect(other.errors).toEqual([]);
});

test("the resident's phone turns green by itself at an end that the officers brought forward", async () => {
  await agreeOnEnd(Math.ceil(Date.now() / 1000) * 1000 + A_MOMENT_MS);
  await resident.page.getByRole("button", { name: /绿码/ }).waitFor(BY_ITSELF);
});

test("axe finds nothing on these screens, and no page reported an error", () => {
  expect(screens.findings()).toEqual([]);
  expect([...gate.errors, ...resident.errors, ...desks.flatMap(({ errors }) => errors)]).toEqual([]);
});
