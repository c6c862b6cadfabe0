/** The screen of the gate: a poster causes no verdict, notes do not move the viewfinder, and large text covers neither the word nor the name of a verdict. Source: phone.md 3, 10, 34. */
import { generate } from "lean-qr";
import { toSvgSource } from "lean-qr/extras/svg";
import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ADMINISTRATOR, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo, phoneOf } from "../../tools/demo.ts";
import { openDemoGate, typeCode } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { showNothing, showToCamera } from "../support/camera.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const POSTER = "https://example.com/menu?table=12";
const SMALL = { width: 360, height: 640 };
const screens = new Screens();

let running: Running;
let browser: Browser;
let gate: Phone;
let liveCode: () => Promise<string>;
let otherCode: () => Promise<string>;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  liveCode = await phoneOf(resident);
  const administrator = running.visitor(HOSTS.administrator);
  await administrator.logIn(ADMINISTRATOR.phone);
  otherCode = await phoneOf(administrator);
  browser = await openBrowser("allow");
  gate = await openDemoGate(browser, running, SMALL);
  await gate.page.getByText("对准健康码").waitFor();
});
afterEach(() => gate.page.evaluate(() => document.documentElement.style.removeProperty("font-size")));
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

const symbol = (text: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(toSvgSource(generate(text), { width: 400, height: 400, padX: 4, padY: 4 })).toString("base64")}`;

/** Shows the gate's camera a picture of QR symbols with these texts, one below the other. */
async function hold(...texts: readonly string[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 480, height: 860 } });
  const images = texts.map((text) => `<img src="${symbol(text)}" style="display: block; height: 400px; margin: 10px auto">`);
  await page.setContent(`<body style="margin: 0; background: #fff">${images.join("")}`);
  const picture = await page.screenshot({ type: "png" });
  await page.close();
  await gate.page.evaluate(showToCamera, picture.toString("base64"));
}

async function bottomOf(place: Locator): Promise<number> {
  const box = await place.boundingBox();
  if (box === null) throw new Error("not on the screen");
  return box.y + box.height;
}

test("a poster alone is a small hint, and no verdict", async () => {
  await hold(POSTER);
  await gate.page.getByText("这不是健康码，请对准健康码").waitFor();
  expect(await gate.page.getByRole("region", { name: "核验结果" }).count()).toBe(0);
  await screens.see(gate.page, "gate-poster");
  await gate.page.evaluate(showNothing);
  await gate.page.getByText("对准健康码", { exact: true }).waitFor();
});

test("a poster beside a code leaves the code to be read", async () => {
  await hold(POSTER, await liveCode());
  await gate.page.getByRole("heading", { name: "已申报" }).waitFor();
  await gate.page.evaluate(showNothing);
});

test("with text of 200 %, the buttons cover neither the word of the verdict nor the name", async () => {
  const { page } = gate;
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "32px"));
  const foot = page.locator(".verdict > .foot");
  const top = (await foot.boundingBox())?.y ?? 0;
  expect(await bottomOf(page.getByRole("heading", { name: "已申报" }))).toBeLessThanOrEqual(top);
  expect(await bottomOf(page.locator(".says .name"))).toBeLessThanOrEqual(top);
  await screens.see(page, "verdict-large-text");
  expect((await page.getByRole("heading", { name: "已申报" }).boundingBox())?.height).toBeLessThan(100);
});

test("notes are one line above a viewfinder that stays on the screen, and the line opens their list", async () => {
  const { page, context } = gate;
  await page.getByRole("button", { name: "不登记" }).click();
  const viewfinder = page.locator(".viewfinder");
  const before = (await viewfinder.boundingBox())?.y ?? Number.NaN;
  await context.setOffline(true);
  for (const code of [await liveCode(), await otherCode()]) {
    await typeCode(page, code);
    await page.getByRole("button", { name: "确认登记" }).click();
    await page.getByText("没有网络，还没登记").waitFor();
    await page.getByText("没有网络，还没登记").waitFor({ state: "hidden" });
  }
  await context.setOffline(false);
  await page.getByRole("button", { name: "2 人已补登记 · 查看" }).waitFor();
  const line = (await page.locator(".note-line").boundingBox())?.height ?? Number.NaN;
  expect(line).toBeLessThanOrEqual(60);
  expect(((await viewfinder.boundingBox())?.y ?? Number.NaN) - before).toBeLessThanOrEqual(line + 16);
  expect(await bottomOf(viewfinder)).toBeLessThanOrEqual(SMALL.height);
  await screens.see(page, "gate-notes");
  await page.getByRole("button", { name: "2 人已补登记 · 查看" }).click();
  await expect.poll(() => page.getByRole("dialog").getByRole("listitem").count()).toBe(2);
  await page.getByRole("button", { name: "都知道了" }).click();
  await page.locator(".note-line").waitFor({ state: "detached" });
});

test("axe finds nothing on these screens in any dress, and the page threw no error", () => {
  expect(screens.findings()).toEqual([]);
  expect(gate.errors).toEqual([]);
});
