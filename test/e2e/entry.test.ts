/** The entry at the nation's host: a person says where they live and is led to the system of their region, or stays; links lead to a fixed list of pages only. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { HUBEI } from "../support/hubei.ts";
import { aTestNation, NATION, recognise, type TestNation } from "../support/nation.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const SMALL = { width: 360, height: 640 };
const WIDE = { width: 1366, height: 768 };
const VISITOR = "13800000041";
const UNKNOWN =
  "/r/9999 /r/4202/code /r/0 /r/4201/admin /r/4201/https:%2F%2Fevil.example /r/4201//evil.example /r/%2F%2Fevil.example".split(
    " ",
  );
const screens = new Screens();

let nation: TestNation;
let running: Running;
let browser: Browser;
let phone: Phone;

const at = (host: string, path = "/") => `http://${host}:${running.port}${path}`;
const question = (page: Page) => page.getByRole("heading", { name: "您住在哪里？" });

async function isAsked(page: Page, path: string): Promise<boolean> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  return (await question(page).count()) === 1;
}

/** Chooses the place of this name in this province or city: 青山区 is in Wuhan and in Baotou. */
async function choose(page: Page, name: string, above: string): Promise<void> {
  await question(page).waitFor();
  await page.getByLabel("输入名称").fill(name);
  await page.getByRole("button", { name }).filter({ hasText: above }).click();
}

beforeAll(async () => {
  nation = await aTestNation();
  running = await startRunning({ bindings: nation.bindings });
  browser = await openBrowser("allow");
  phone = await openPhone(browser, at(NATION), SMALL);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
  nation.remove();
});

test("as long as no region has a system of its own, the nation's host asks no question", async () => {
  const { page } = phone;
  expect(await isAsked(page, "/")).toBe(false);
  await page.getByLabel("手机号").waitFor();
  await page.getByRole("link", { name: "换地区" }).click();
  await page.getByText("现在没有别的地区可以去。").waitFor();
});

test("after the register lists regions, a first visitor is asked where they live", async () => {
  await recognise(running, nation, [
    ["0", NATION],
    ["4201", HOSTS.resident],
    ["42", HUBEI],
  ]);
  const { page } = phone;
  await expect.poll(() => isAsked(page, "/"), { interval: 3000 }).toBe(true);
  await screens.see(page, "entry-question");
  await page.setViewportSize(WIDE);
  await screens.see(page, "entry-question-pc");
  await page.setViewportSize(SMALL);
});

test("a person in 青山区 hears what happens next, goes to Wuhan's own host, and finds the way back", async () => {
  const { page } = phone;
  await choose(page, "青山区", "武汉市");
  await page.getByRole("heading", { name: "武汉市有自己的健康码" }).waitFor();
  await page.getByText("您在别处已有健康码的，不用再申领：外地的健康码在这里同样有效。").waitFor();
  expect(await page.getByLabel("手机号").isVisible()).toBe(false);
  await page.getByText("湖北省武汉市青山区").waitFor();
  await screens.see(page, "entry-region");
  await page.setViewportSize(WIDE);
  await screens.see(page, "entry-region-pc");
  await page.setViewportSize(SMALL);
  await page.getByRole("link", { name: "去武汉市" }).click();
  await page.waitForURL(at(HOSTS.resident));
  await page.getByRole("heading", { name: "一码 · 武汉健康码" }).waitFor();
  await page.getByLabel("手机号").waitFor();
  await screens.see(page, "entry-at-wuhan");
  await page.getByRole("link", { name: "换地区" }).click();
  await page.getByText("这里是武汉市的健康码").waitFor();
  await screens.see(page, "entry-way-back");
  await page.getByRole("link", { name: "我住在别处，去全国入口" }).click();
  await page.waitForURL(at(NATION, "/r"));
});

test("the phone remembers the place, also after a reload, and it can be changed by steps", async () => {
  const { page } = phone;
  await page.goto(at(NATION));
  await page.getByRole("heading", { name: "武汉市有自己的健康码" }).waitFor();
  await page.getByRole("button", { name: "更改" }).click();
  await question(page).waitFor();
  await page.getByRole("button", { name: "湖北省" }).click();
  await page.getByRole("button", { name: "宜昌市" }).click();
  await page.getByRole("link", { name: "去湖北省" }).waitFor();
  await page.getByRole("button", { name: "更改" }).click();
});

test("a person in Beijing, which has no system of its own, stays and logs in at the nation", async () => {
  const { page } = phone;
  const left: string[] = [];
  page.on("request", (request) => left.push(request.url()));
  await choose(page, "东城区", "北京市");
  await page.getByText("那里没有自己的健康码，就在这里办理。").waitFor();
  await page.getByText("北京市东城区").waitFor();
  await screens.see(page, "entry-stays");
  await logIn(page, running, VISITOR);
  expect(left.filter((url) => /regions\?|place=/.test(url))).toEqual([]);
  await page.goto("/me");
  await page.getByRole("link", { name: "换地区" }).click();
  await page.getByText("北京市东城区").waitFor();
  await page.getByRole("link", { name: "回到健康码" }).click();
  expect(new URL(page.url()).pathname).toBe("/");
});

test.each([
  ["/r/4201/code", "/"],
  ["/r/4201/declare", "/declare"],
  ["/r/4201/check", "/check"],
  ["/r/4201/", "/"],
])("the deep link %s leads to Wuhan's page %s", async (link, path) => {
  const { page } = await openPhone(browser, at(NATION), SMALL);
  await page.goto(link);
  await page.getByRole("link", { name: "去武汉市" }).click();
  await page.waitForURL(at(HOSTS.resident, path));
  await page.getByRole("heading", { level: 1 }).waitFor();
});

test.each([...UNKNOWN, "/r/4201/code?to=https://evil.example"])(
  "the link %s asks where the visitor lives, or names Wuhan, and leads to no address of its own",
  async (link) => {
    const { page } = await openPhone(browser, at(NATION), SMALL);
    const hosts = new Set<string>();
    page.on("request", (request) => hosts.add(new URL(request.url()).hostname));
    await page.goto(link);
    const known = link.includes("?");
    if (!known) await page.getByText("这个链接里的地区没有自己的健康码，或者没有这一页。").waitFor();
    await (known ? page.getByRole("link", { name: "去武汉市" }) : question(page)).waitFor();
    const links = await page.locator("main a").evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    const outside = links.filter((href) => new URL(href).origin !== new URL(page.url()).origin);
    expect([outside, [...hosts]]).toEqual([known ? [at(HOSTS.resident)] : [], [NATION]]);
    if (link === "/r/9999") await screens.see(page, "entry-unknown-link");
  },
);

test("an account of the nation logs in there wherever its person lives, and staff are not asked", async () => {
  const { page } = await openPhone(browser, at(NATION), SMALL);
  expect(await isAsked(page, "/admin")).toBe(false);
  await page.getByLabel("手机号").waitFor();
  await page.goto("/r/4201");
  await page.getByRole("link", { name: "我住在别处" }).click();
  await question(page).waitFor();
  await page.getByRole("button", { name: "在这里办过的，直接登录" }).click();
  await page.getByLabel("手机号").waitFor();
  expect(new URL(page.url()).pathname).toBe("/");
});

test.each([
  ["/.well-known/yima-issuer", "before the phone knows whose host it is"],
  ["/api/v1/regions", "before the phone knows the regions"],
])("a form that somebody has touched (%s: %s) stays as it is and asks nothing", async (held) => {
  const { page, context } = await openPhone(browser, at(NATION), SMALL);
  const release = Promise.withResolvers<undefined>();
  await page.route(`**${held}`, async (route) => {
    await release.promise;
    await route.continue();
  });
  const asked = page.waitForRequest(`**${held}`);
  const regions = page.waitForResponse("**/api/v1/regions");
  await page.goto("/");
  await asked;
  const field = page.getByLabel("手机号");
  await field.focus();
  const before = await field.elementHandle();
  release.resolve(undefined);
  await regions;
  await page.waitForLoadState("networkidle");
  expect(await field.evaluate((now, then) => now === then, before)).toBe(true);
  expect(await question(page).count()).toBe(0);
  await field.fill(VISITOR);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page
    .getByText(/验证码已发|秒后/)
    .first()
    .waitFor();
  await context.close();
});

test("without a network a deep link opens the app, which says that there is none", async () => {
  const { page } = phone;
  await page.goto("/r");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context().setOffline(true);
  await page.goto("/r/4201");
  await page.getByText("没有网络").first().waitFor();
  await page.context().setOffline(false);
});

test("everything is said in English too", async () => {
  const { page } = await openPhone(browser, at(NATION), SMALL);
  await page.goto("/");
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.reload();
  await page.getByRole("heading", { name: "Where do you live?" }).waitFor();
  await screens.see(page, "entry-question-en");
  await page.getByRole("button", { name: "湖北省" }).click();
  await page.getByRole("button", { name: "武汉市" }).click();
  await page.getByRole("heading", { name: "Wuhan has its own health code" }).waitFor();
  await page.getByText("If you already have a health code elsewhere, do not apply again").waitFor();
  await screens.see(page, "entry-region-en");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide).toBe(false);
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect(phone.errors).toEqual([]);
});
