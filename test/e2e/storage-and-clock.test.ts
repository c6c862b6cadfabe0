/** A phone whose storage is missing, refused, hanging, full, lost or deleted, and a phone whose clock is changed: the app works on and says what will not last. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COLLECTOR, HOSTS } from "../../tools/demo-cast.ts";
import { askForPassword, enterPassword } from "../support/acts.ts";
import { openPage, openPhone } from "../support/browser.ts";
import { MOVABLE_CLOCK, moveClock } from "../support/moved-clock.ts";
import { type ResidentPhones, startResidentPhones } from "../support/resident-phones.ts";

const SYMBOL = { name: "健康码二维码" };
const KEEPS_NOTHING = /这个浏览器不保存数据/;

let phones: ResidentPhones;

beforeAll(async () => {
  phones = await startResidentPhones();
});
afterAll(() => phones.dispose());

test("whoever is logged in stays so when everything that scripts wrote was deleted", async () => {
  const { context, page } = await phones.open();
  await page.getByRole("img", SYMBOL).waitFor();
  expect(await page.getByText(KEEPS_NOTHING).count()).toBe(0);
  await context.close();
});

const refusing = (name: string) => `throw new DOMException("refused", "${name}")`;

test.each([
  ["is missing", "Object.defineProperty(globalThis, 'indexedDB', { value: undefined })", KEEPS_NOTHING],
  ["refuses to open", `IDBFactory.prototype.open = () => { ${refusing("SecurityError")} }`, KEEPS_NOTHING],
  ["never answers", "IDBFactory.prototype.open = () => new EventTarget()", KEEPS_NOTHING],
  ["takes no keys", `IDBObjectStore.prototype.put = () => { ${refusing("DataCloneError")} }`, KEEPS_NOTHING],
  ["is full", `IDBObjectStore.prototype.put = () => { ${refusing("QuotaExceededError")} }`, /手机存储空间满了/],
  ["loses each connection", `IDBDatabase.prototype.transaction = () => { ${refusing("InvalidStateError")} }`, KEEPS_NOTHING],
])("a database that %s: the code is shown from memory, and it is said", async (_, script, words) => {
  const { context, page } = await phones.open(script);
  await page.getByRole("img", SYMBOL).waitFor();
  await page.getByText(words).waitFor();
  await page.getByRole("button", { name: "知道了" }).click();
  expect(await page.getByText(words).count()).toBe(0);
  await context.close();
});

test("refused settings: the page opens, and it is said", async () => {
  const { context, page } = await phones.open(
    `Object.defineProperty(globalThis, "localStorage", { get() { ${refusing("SecurityError")} } })`,
  );
  await page.getByRole("img", SYMBOL).waitFor();
  await page.getByText("这个浏览器不保存设置").waitFor();
  await context.close();
});

test("a login whose storing fails still enters, and the other window notices the login and the log-out", async () => {
  const { context, page } = await openPhone(phones.browser, phones.origin);
  const other = (await openPage(context)).page;
  await context.addInitScript(`IDBObjectStore.prototype.put = () => { ${refusing("QuotaExceededError")} }`);
  await Promise.all([page.goto("/"), other.goto("/")]);
  await other.getByLabel("手机号").waitFor();
  await askForPassword(page, COLLECTOR.phone);
  await enterPassword(page, await phones.running.visitor(HOSTS.resident).passwordOf(COLLECTOR.phone));
  await other.getByRole("navigation", { name: "主导航" }).waitFor();
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "退出" }).click();
  await other.getByLabel("手机号").waitFor({ timeout: 5_000 });
  await context.close();
});

test("a connection that is lost in the middle is opened again, with all that the page knows", async () => {
  const { context, page } = await phones.open();
  await page.getByRole("img", SYMBOL).waitFor();
  const isBack = await page.evaluate(async () => {
    const before = await indexedDB.databases();
    await new Promise((done) => (indexedDB.deleteDatabase("yima").onsuccess = done));
    return before.length;
  });
  expect(isBack).toBe(1);
  await context.setOffline(true);
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("link", { name: "健康码", exact: true }).click();
  await page.getByRole("img", SYMBOL).waitFor();
  await context.close();
});

test("a newer version in another window may take the storage over, and the older page says so", async () => {
  const { context, page } = await phones.open();
  await page.getByRole("img", SYMBOL).waitFor();
  const other = (await openPage(context)).page;
  await other.goto(`${phones.origin}/healthz`);
  await other.evaluate(openNewer);
  await page.getByText("另一个窗口已换成新版本").waitFor();
  await context.close();
});

/** Runs inside the page of another version. */
function openNewer(): Promise<void> {
  return new Promise((done) => {
    indexedDB.open("yima", 2).addEventListener("success", () => done());
  });
}

/** Minutes between the time on the screen and the true time, in Beijing; over midnight too. */
async function minutesOff(page: Page): Promise<number> {
  const [hour = 0, minute = 0] = (await page.locator(".clock-time").innerText()).split(":").map(Number);
  const now = new Date(Date.now() + 8 * 3_600_000);
  const off = hour * 60 + minute - now.getUTCHours() * 60 - now.getUTCMinutes();
  return Math.abs(((off + 720) % 1440) - 720);
}

test("a slow clock is corrected; put right without a network, the correction ends, also after a new start; a clock in 2021 is said", async () => {
  const { context, page } = await phones.open(MOVABLE_CLOCK);
  await page.getByText("手机时间慢了约 10 分钟").waitFor();
  expect(await minutesOff(page)).toBeLessThan(2);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await context.setOffline(true);

  await page.reload();
  await page.getByText(/上次联网时，手机时间慢了约 10 分钟/).waitFor();
  expect(await minutesOff(page)).toBeLessThan(2);

  await moveClock(page, 0);
  await page.getByText("手机时间慢了").waitFor({ state: "hidden" });
  expect(await minutesOff(page)).toBeLessThan(2);
  await page.reload();
  await page.getByRole("img", SYMBOL).waitFor();
  expect(await page.getByText("手机时间慢了").count()).toBe(0);
  expect(await minutesOff(page)).toBeLessThan(2);

  await page.close();
  const later = (await openPage(context)).page;
  await later.addInitScript(`sessionStorage.setItem("moved", "${-5 * 365 * 86_400_000}")`);
  await later.goto("/");
  await later.getByText(/手机时间不对：手机上是 20\d\d 年/).waitFor();
  await context.close();
});

test("an hour after the last answer the holder says which of two times is right", async () => {
  const { context, page } = await phones.open(MOVABLE_CLOCK);
  await page.getByText("手机时间慢了约 10 分钟").waitFor();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await context.setOffline(true);
  await page.close();
  const later = (await openPage(context)).page;
  // Was the clock put right since the last answer? The phone cannot know.
  await later.addInitScript(`
    sessionStorage.setItem("moved", "0");
    localStorage.setItem("yima-clock-offset", "600000 ${Date.now() - 4_200_000}");
  `);
  await later.goto("/");
  await later.getByText("现在是几点？").waitFor();
  await later.locator(".notice", { hasText: "现在是几点" }).getByRole("button").nth(0).click();
  await later.getByText("现在是几点？").waitFor({ state: "hidden" });
  expect(await minutesOff(later)).toBeLessThan(2);
  await context.close();
});
