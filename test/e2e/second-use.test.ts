/** A code that another gate has just registered stops the collector on the whole screen, with time and place; the first gate, a queued pass and the PC tell of it too. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { passesResponse } from "../../src/contract/pass.ts";
import { ADMINISTRATOR, COMMUNITY, HOSTS, POINTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo, liveCodeOf } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { confirmPass, logIn, openDemoGate, typeCode } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { openDesk } from "../support/desk.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const PATH = `/api/v1/communities/${COMMUNITY.division}`;
const [, WEST] = POINTS;
const screens = new Screens();

let running: Running;
let browser: Browser;
let collector: Phone;
let desk: Phone;
let west: Visitor;
let resident: Visitor;

/** Registers a code at the west gate. */
async function registerInTheWest(code: string): Promise<void> {
  const passes = [{ id: crypto.randomUUID(), code }];
  const { results } = await west.ask("POST", `${PATH}/passes`, passesResponse, { passes });
  expect(results).toMatchObject([{ state: "registered" }]);
}

async function scanAndConfirm(code: string): Promise<void> {
  await typeCode(collector.page, code);
  await collector.page.getByRole("button", { name: "确认登记" }).click();
}

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  west = running.visitor(HOSTS.administrator);
  await west.logIn(ADMINISTRATOR.phone);
  await west.ask("POST", `${PATH}/collectors`, z.unknown(), { code: await liveCodeOf(west) });
  await west.ask("PUT", `${PATH}/post`, z.unknown(), { pointId: WEST.id });
  resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  browser = await openBrowser("allow");
  collector = await openDemoGate(browser, running);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a code that was just used at the west gate stops the east gate in amber, says when and where, and what to do", async () => {
  const { page } = collector;
  const code = await liveCodeOf(resident);
  await registerInTheWest(code);
  await scanAndConfirm(code);
  await page.getByRole("heading", { name: "这个码刚在 康苑社区西门 用过" }).waitFor();
  await page.getByText(/这个码 \d\d:\d\d:\d\d 在康苑社区“康苑社区西门”用过。请对方重新打开健康码，并核对证件。/).waitFor();
  expect(await page.locator(".verdict.amber").count()).toBe(1);
  await screens.see(page, "second-use");
  await page.getByRole("button", { name: "继续扫码" }).click();
  await page.getByText("对准健康码").waitFor();
});

test("a pass that waited for the network brings the same words as a note", async () => {
  const { page } = collector;
  const code = await liveCodeOf(resident);
  await page.context().setOffline(true);
  await scanAndConfirm(code);
  await page.getByText("没有网络，还没登记").waitFor();
  await registerInTheWest(code);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "1 人已登记，需留意" }).click();
  await page.getByText(/已登记。这个码 \d\d:\d\d:\d\d 在康苑社区“康苑社区西门”用过/).waitFor();
  await screens.see(page, "second-use-note");
  await page.getByRole("button", { name: "都知道了" }).click();
});

test("the gate of the first use is told by itself that the code was used again", async () => {
  const { page } = collector;
  const code = await liveCodeOf(resident);
  await typeCode(page, code);
  await confirmPass(page);
  await registerInTheWest(code);
  await page.getByRole("button", { name: "1 个码又在别处用过" }).click();
  await page.getByText(/在这里登记以后，同一个码 \d\d:\d\d:\d\d 又在康苑社区“康苑社区西门”用过/).waitFor();
  await screens.see(page, "used-again");
  await page.getByRole("button", { name: "都知道了" }).click();
});

test("the PC finds the passes by the mark, and its board names the other gate", async () => {
  desk = await openDesk(browser, `http://${HOSTS.administrator}:${running.port}`);
  const { page } = desk;
  await logIn(page, running, ADMINISTRATOR.phone);
  await page.goto(`/admin/${COMMUNITY.division}/passes?mark=second_use`);
  await expect.poll(() => page.getByRole("cell", { name: "同一个码刚在别处用过" }).count()).toBe(3);
  await screens.see(page, "pc-second-use");
  await page.goto(`/admin/${COMMUNITY.division}/board`);
  await page
    .getByText(/此码 \d\d:\d\d:\d\d 也在 康苑社区 康苑社区西门 用过/)
    .first()
    .waitFor();
  await screens.see(page, "pc-second-use-board");
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect([collector, desk].flatMap(({ errors }) => errors)).toEqual([]);
});
