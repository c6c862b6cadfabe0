/** Login at an identity provider in a browser: from the button through the provider's own pages, at another site, and back to the person's code. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPhone } from "../support/browser.ts";
import { type IndependentProvider, openProvider } from "../support/independent-provider.ts";
import { HUBEI } from "../support/hubei.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const SMALL = { width: 360, height: 640 };
const PERSON = { sub: "suxin", name: "尹素心", id_type: "10", id_number: "420107198804121057", phone_number: "+8613900000001" };
const screens = new Screens();

let provider: IndependentProvider;
let running: Running;
let browser: Browser;

beforeAll(async () => {
  provider = await openProvider();
  running = await startRunning({ bindings: provider.bindings });
  await provider.serve([PERSON], [`${origin()}/login/provider`]);
  browser = await openBrowser("allow");
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
  await provider.close();
});

const origin = (host = "wuhan.localhost") => `http://${host}:${running.port}`;
const button = (page: Page) => page.getByRole("button", { name: "用鄂汇办登录" });

test("the login screen shows a button for the provider, in both languages, below the phone number", async () => {
  const { page } = await openPhone(browser, origin(), SMALL);
  await page.goto("/");
  await button(page).waitFor();
  await screens.see(page, "provider-login");
  await page.getByRole("button", { name: "大字" }).click();
  await button(page).scrollIntoViewIfNeeded();
  await screens.see(page, "provider-login-elder");
  await page.getByRole("button", { name: "标准字号" }).click();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "Log in with E-Hubei" }).scrollIntoViewIfNeeded();
  await screens.see(page, "provider-login-en");
});

test("a city without providers shows no button and loads none", async () => {
  const { page } = await openPhone(browser, origin(HUBEI), SMALL);
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  await page.goto("/");
  await page.getByRole("heading", { name: "一码 · 湖北健康码" }).waitFor();
  await page.waitForLoadState("networkidle");
  expect(await page.getByRole("button", { name: /用.+登录/ }).count()).toBe(0);
  expect(requested.filter((url) => url.includes("provider"))).toEqual([]);
});

test("a person logs in at another site and comes back logged in, with an address that holds nothing of it", async () => {
  const { page, context, errors } = await openPhone(browser, origin(), SMALL);
  await page.goto("/");
  await button(page).click();
  await page.getByRole("link", { name: "suxin 刷脸登录" }).click();
  await page.getByRole("navigation", { name: "主导航" }).waitFor();
  await expect.poll(() => page.url()).toBe(`${origin()}/`);
  await page.goto("/me");
  await page.getByText("用鄂汇办登录").waitFor();
  await page.getByText("139*****001").waitFor();
  await screens.see(page, "provider-login-me");
  const names = (await context.cookies(origin())).map(({ name }) => name);
  expect(names).toEqual(["__Host-yima-session"]);
  await page.goto("/family");
  await page.getByText("尹**").first().waitFor();
  expect(errors).toEqual([]);
  await page.reload();
  await page.getByText("尹**").first().waitFor();
});

test("an administrator who logs in there reads why the workbench is missing", async () => {
  const appointment = { division: "420107001002", phone: PERSON.phone_number };
  expect((await running.visitor().send("POST", "/local/administrators", appointment)).status).toBe(204);
  const { page } = await openPhone(browser, origin(), SMALL);
  await page.goto("/");
  await button(page).click();
  await page.getByRole("link", { name: "suxin 刷脸登录" }).click();
  await page.getByRole("navigation", { name: "主导航" }).waitFor();
  for (const address of ["/me", "/workbench", "/admin"]) {
    await page.goto(address);
    await page.getByText("这次是用鄂汇办登录的，不能进入工作台。").waitFor();
    await screens.see(page, `provider-login-closed${address.replace("/", "-")}`);
  }
});

test("an installed app, whose service worker answers its pages, comes back too", async () => {
  const { page } = await openPhone(browser, origin(), SMALL);
  await page.goto("/");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  await button(page).click();
  await page.getByRole("link", { name: "suxin 刷脸登录" }).click();
  await page.getByRole("navigation", { name: "主导航" }).waitFor();
});

test("a login that ends there ends on the login screen, with a sentence, and the phone number still works", async () => {
  const { page } = await openPhone(browser, origin(), SMALL);
  for (const [link, sentence] of [
    ["取消", "您取消了登录，或登录平台没有同意。"],
    ["suxin 密码登录", "这次登录的实名级别不够。"],
  ] as const) {
    await page.goto("/");
    await button(page).click();
    await page.getByRole("link", { name: link }).click();
    await page.getByRole("alert").getByText(sentence).waitFor();
    expect(page.url()).toBe(`${origin()}/`);
  }
  await screens.see(page, "provider-login-refused");
  await page.getByLabel("手机号").waitFor();
});

test("a link of a stranger to the address of return logs nobody in", async () => {
  const { page } = await openPhone(browser, origin(), SMALL);
  await page.goto("/login/provider?code=stranger&state=stranger");
  await page.getByRole("alert").getByText("这次登录不是在这个浏览器里开始的").waitFor();
  expect(page.url()).toBe(`${origin()}/`);
});

test("every screen of the login is accessible", () => {
  expect(screens.findings()).toEqual([]);
});
