/** The waits of people at their phones, in the current Chromium: at a sixth of this machine's speed, and on a slow network where there is one. Goals: quality.md "Speed". */
import { generate } from "lean-qr";
import { toSvgSource } from "lean-qr/extras/svg";
import type { Browser, CDPSession, Page } from "playwright-core";
import { loginCookies, openDemoGate } from "../test/support/acts.ts";
import { openBrowser, openPhone } from "../test/support/browser.ts";
import { showNothing, showToCamera } from "../test/support/camera.ts";
import { type Running, startRunning } from "../test/support/running.ts";
import { HOSTS, RESIDENT } from "../tools/demo-cast.ts";
import { fillDemo, phoneOf } from "../tools/demo.ts";
import type { Figure } from "./rounds.ts";

const ROUNDS = 5;
const SCANS = 20;
const SLOW_DOWN = 6;
/** Slow 3G: 400 kbit/s both ways, 400 ms for each way there and back. */
const SLOW_NETWORK = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const SYMBOL = `[role="img"][aria-label="健康码二维码"]`;
/** The login can be used: its field is there, and its style. */
const LOGIN = `main.login #phone`;
const PICTURE_SIDE = 480;

export async function phoneWaits(): Promise<readonly Figure[]> {
  const running = await startRunning();
  const browser = await openBrowser();
  try {
    await fillDemo(running.port);
    const first = await rounds(() => firstVisit(browser, running));
    const cookies = await loginCookies(browser, running, HOSTS.resident, RESIDENT.phone);
    const cold = await rounds(() => coldCode(browser, running, cookies));
    const offline = await offlineCode(browser, running, cookies);
    const [quick, slow] = [await scans(browser, running, 1), await scans(browser, running, SLOW_DOWN)];
    return [
      figure("first_visit_ms", first, 0.5, 3500),
      figure("first_code_ms", cold, 0.5, 4500),
      figure("offline_code_ms", offline.quick, 0.5, 300),
      figure("offline_code_slow_ms", offline.slow, 0.5, 1000),
      figure("scan_verdict_ms", quick, 0.95, 200),
      figure("scan_verdict_slow_ms", slow, 0.95, 500),
    ];
  } finally {
    await browser.close();
    await running.dispose();
  }
}

type Cookies = Awaited<ReturnType<typeof loginCookies>>;

const origin = (running: Running, host: string): string => `http://${host}:${running.port}`;

async function rounds(measure: () => Promise<number>): Promise<readonly number[]> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) values.push(await measure());
  return values;
}

/** @param share 0.5 is the median, 0.95 the value that 95 of 100 do not pass */
function figure(name: string, values: readonly number[], share: number, goal: number): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const value = Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const spread = ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)) / middle;
  return { name, value, unit: "ms", reference: null, ratio: null, goal, better: "lower", spread };
}

async function slowed(page: Page, rate = SLOW_DOWN): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  return session;
}

/** Milliseconds from the start of the page's load until an element is there, by the page's own clock. */
async function shownAfter(page: Page, selector: string): Promise<number> {
  const found = await page.waitForFunction(
    (wanted) => (document.querySelector(wanted) === null ? 0 : performance.now()),
    selector,
    { polling: "raf" },
  );
  return found.jsonValue();
}

async function firstVisit(browser: Browser, running: Running): Promise<number> {
  const { context, page } = await openPhone(browser, origin(running, HOSTS.resident));
  const session = await slowed(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_NETWORK);
  await page.goto("/", { waitUntil: "commit" });
  const ms = await shownAfter(page, LOGIN);
  await context.close();
  return ms;
}

/** A phone with a login and nothing else: program, account, key and credential are all fetched. */
async function coldCode(browser: Browser, running: Running, cookies: Cookies): Promise<number> {
  const { context, page } = await openPhone(browser, origin(running, HOSTS.resident));
  await context.addCookies(cookies);
  await context.addInitScript(() => localStorage.setItem("yima-logged-in", "1"));
  const session = await slowed(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_NETWORK);
  await page.goto("/", { waitUntil: "commit" });
  const ms = await shownAfter(page, SYMBOL);
  await context.close();
  return ms;
}

/** A phone that was used before opens without a network. */
async function offlineCode(browser: Browser, running: Running, cookies: Cookies) {
  const { context, page } = await openPhone(browser, origin(running, HOSTS.resident));
  await context.addCookies(cookies);
  await context.addInitScript(() => localStorage.setItem("yima-logged-in", "1"));
  await page.goto("/");
  await page.locator(SYMBOL).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  const again = async (): Promise<number> => {
    await page.reload({ waitUntil: "commit" });
    return shownAfter(page, SYMBOL);
  };
  const quick = await rounds(again);
  await slowed(page);
  const slow = await rounds(again);
  await context.close();
  return { quick, slow };
}

/** From the moment when a code is before the camera until the verdict is on the screen. The camera is a canvas with eight pictures a second. */
async function scans(browser: Browser, running: Running, rate: number): Promise<readonly number[]> {
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  const nextCode = await phoneOf(resident);
  const { context, page } = await openDemoGate(browser, running);
  const painter = await browser.newPage({ viewport: { width: PICTURE_SIDE, height: PICTURE_SIDE } });
  await slowed(page, rate);
  const values: number[] = [];
  for (let scan = 0; scan < SCANS; scan += 1) {
    const picture = await pictureOf(painter, await nextCode());
    await page.getByText("对准健康码").waitFor();
    await page.evaluate(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector(".verdict h1") === null) return;
        seen.disconnect();
        requestAnimationFrame(() => Reflect.set(window, "verdictMs", performance.now()));
      });
      Reflect.set(window, "verdictMs", 0);
      seen.observe(document.body, { childList: true, subtree: true });
    });
    await page.evaluate(showToCamera, picture);
    const shownMs = await page.evaluate(() => performance.now());
    const verdict = await page.waitForFunction(() => Reflect.get(window, "verdictMs") as number);
    values.push((await verdict.jsonValue()) - shownMs);
    await page.evaluate(showNothing);
    await page.getByRole("button", { name: "不登记" }).click();
  }
  await painter.close();
  await context.close();
  return values;
}

async function pictureOf(painter: Page, code: string): Promise<string> {
  const svg = toSvgSource(generate(code), { width: PICTURE_SIDE, height: PICTURE_SIDE, padX: 4, padY: 4 });
  await painter.setContent(`<body style="margin: 0">${svg}`);
  return (await painter.screenshot({ type: "png" })).toString("base64");
}
