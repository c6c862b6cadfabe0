/** Where the app cannot start, the page says why in two languages and never stays empty (static/too-old.js). */
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "../../tools/demo-cast.ts";
import { openBrowser, openPhone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";

const TOO_OLD = [/这个浏览器太旧/, /This browser is too old/];
const NOT_FETCHED = [/页面没有下载完/, /did not load completely/];
const FAILED = [/程序出了错，不是您的网络问题/, /The app has failed/];

const MAIN = "**/assets/index-*.js";
/** With the query of the second try too. */
const LOGIN = /\/assets\/login-.*\.js/;

let running: Running;
let browser: Browser;

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser("allow");
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

async function opened(prepare: (page: Page) => Promise<unknown>): Promise<Page> {
  const { page } = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`);
  await prepare(page);
  await page.goto("/", { waitUntil: "commit" });
  return page;
}

/** Expects that the page shows this text and no other reason, with a link to open the page again. */
async function expectSaid(page: Page, words: readonly RegExp[]): Promise<void> {
  const said = page.getByRole("alert");
  await said.waitFor();
  const text = await said.innerText();
  for (const each of words) expect(text).toMatch(each);
  const others = [TOO_OLD, NOT_FETCHED, FAILED].filter((each) => each !== words).flat();
  for (const each of others) expect(text).not.toMatch(each);
  expect(text).toMatch(/采集点可凭身份证件登记/);
  await page.getByRole("link", { name: "重新打开" }).waitFor();
}

const answer = (body: string) => (route: Route) => route.fulfill({ contentType: "text/javascript", body });

test.each(["HTMLDialogElement", "Promise.allSettled"])("a browser without %s is told that it is too old", async (feature) => {
  const page = await opened((blank) => blank.addInitScript(`delete globalThis.${feature}`));
  await expectSaid(page, TOO_OLD);
});

test("what still works in such a browser stands below the sentence", async () => {
  const page = await opened((blank) => blank.addInitScript("delete globalThis.HTMLDialogElement"));
  await page.getByLabel("手机号").waitFor();
  await expectSaid(page, TOO_OLD);
});

test("a browser that cannot read the script's language is told that it is too old", async () => {
  const page = await opened((blank) => blank.route(MAIN, answer("let a = b ?=? c;")));
  await expectSaid(page, TOO_OLD);
});

test("a main file that does not arrive is said, with the network", async () => {
  const page = await opened((blank) => blank.route(MAIN, (route) => route.abort()));
  await expectSaid(page, NOT_FETCHED);
});

test("so is the file of the first screen", async () => {
  const page = await opened(async (blank) => {
    // A service worker would fetch the file past this route.
    await blank.addInitScript("Object.defineProperty(navigator, 'serviceWorker', { value: undefined })");
    await blank.route(LOGIN, (route) => route.fulfill({ status: 404 }));
  });
  await expectSaid(page, NOT_FETCHED);
});

test("an exception while the app starts is not blamed on the network", async () => {
  const page = await opened((blank) => blank.route(MAIN, answer('throw new Error("a built-in is missing");')));
  await expectSaid(page, FAILED);
});

test("an app that shows nothing for eight seconds is said to have failed", async () => {
  const page = await opened((blank) => blank.route(MAIN, answer(";")));
  await expectSaid(page, FAILED);
});

test("open again leads to the app when the cause is gone", async () => {
  const page = await opened((blank) => blank.route(MAIN, (route) => route.abort()));
  await expectSaid(page, NOT_FETCHED);
  await page.unroute(MAIN);
  await page.getByRole("link", { name: "重新打开" }).click();
  await page.getByLabel("手机号").waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
});
