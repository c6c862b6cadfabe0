/** A file that does not arrive, an exception in a screen, a network that answers nothing: tried once more, then said with a way out, and the code stays. */
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { askForPassword } from "../support/acts.ts";
import { openPhone } from "../support/browser.ts";
import { agree } from "../support/declaration-form.ts";
import { type ResidentPhones, startResidentPhones } from "../support/resident-phones.ts";

const SYMBOL = { name: "健康码二维码" };
/** With the query of the second try too. */
const WHOLE = /\/assets\/whole-code-.*\.js/;
const FAMILY = /\/assets\/family-.*\.js/;
const NOT_HERE = "这一部分没有下载到手机上";
const FAILED = "程序出了错，不是您的网络问题";

let phones: ResidentPhones;

beforeAll(async () => {
  phones = await startResidentPhones();
});
afterAll(() => phones.dispose());

/** The code of a phone without a service worker: each file comes from the network. */
async function code(): Promise<Page> {
  const { page } = await phones.open("Object.defineProperty(navigator, 'serviceWorker', { value: undefined })");
  await page.getByRole("img", SYMBOL).waitFor();
  return page;
}

const answer = (body: string) => (route: Route) => route.fulfill({ contentType: "text/javascript", body });
const whole = (page: Page) => page.getByRole("button", { name: "全屏亮码", exact: true }).click();

test("a file that is missing once is loaded again by itself", async () => {
  const page = await code();
  await page.route(WHOLE, (route) => route.abort(), { times: 1 });
  await whole(page);
  await page.getByRole("dialog", { name: "全屏健康码" }).waitFor();
  await page.context().close();
});

test("a part that did not come is tried again, and comes by itself: it may ask for a login", async () => {
  const page = await code();
  await page.route(WHOLE, (route) => route.abort());
  await whole(page);
  await page.getByRole("alert").filter({ hasText: NOT_HERE }).waitFor();
  await page.unroute(WHOLE);
  await page.getByRole("dialog", { name: "全屏健康码" }).waitFor();
  await page.context().close();
});

test.each([
  ["is gone after a deployment", (route: Route) => route.fulfill({ contentType: "text/html", body: "<p>" }), NOT_HERE],
  ["throws while it loads", answer("throw new TypeError('[].toSorted is not a function')"), FAILED],
  ["throws while it draws", answer("export default () => { throw new Error('a screen is broken') }"), FAILED],
] as const)("a part whose file %s is said, and the code stays", async (_, serve, words) => {
  const page = await code();
  await page.route(WHOLE, serve);
  await whole(page);
  const said = page.getByRole("alert").filter({ hasText: words });
  await said.waitFor();
  await page.getByRole("img", SYMBOL).waitFor();
  await said.getByRole("button", { name: "重新打开" }).click();
  await page.getByRole("img", SYMBOL).waitFor();
  await page.context().close();
});

test.each([
  ["cannot be read", (route: Route) => route.fulfill({ contentType: "application/json", body: "{}" }), FAILED],
  ["does not arrive", (route: Route) => route.abort(), "没有网络"],
] as const)("the names of places whose file %s are missing with the true cause", async (_, serve, words) => {
  const page = await code();
  await page.route("**/divisions/*.json", serve);
  await page.goto("/declare?again");
  await agree(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("button", { name: "更改" }).click();
  const said = page.getByRole("alert").filter({ hasText: words });
  await said.waitFor();
  await page.unroute("**/divisions/*.json");
  await said.getByRole("button", { name: "再试一次" }).click();
  await page.getByRole("button", { name: "康苑社区", exact: true }).waitFor();
  await page.context().close();
});

test("a browser that keeps no login is told so after the right code", async () => {
  const { context, page } = await openPhone(phones.browser, phones.origin);
  await page.goto("/");
  await askForPassword(page, RESIDENT.phone);
  await context.route("**/api/v1/me", (route) => route.fulfill({ status: 401, contentType: "application/json", body: "{}" }));
  await page.getByLabel("验证码").fill(await phones.running.visitor(HOSTS.resident).passwordOf(RESIDENT.phone));
  await page.getByText("这个浏览器不肯保存登录").waitFor();
  await context.close();
});

test("a screen that throws is said, and the tabs lead away from it", async () => {
  const page = await code();
  await page.route(FAMILY, answer("export default () => { throw new Error('a screen is broken') }"));
  await page.getByRole("link", { name: "家人" }).click();
  await page.getByRole("alert").filter({ hasText: FAILED }).waitFor();
  await page.getByRole("link", { name: "健康码", exact: true }).click();
  await page.getByRole("img", SYMBOL).waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
  await page.context().close();
});

test("an exception that nothing catches is said once", async () => {
  const page = await code();
  await page.evaluate(() => void setTimeout(() => Reflect.apply(Reflect.get(window, "nothing"), null, []), 0));
  await page.getByRole("alert").filter({ hasText: FAILED }).waitFor();
  await page.getByRole("button", { name: "知道了" }).click();
  expect(await page.getByRole("alert").count()).toBe(0);
  await page.context().close();
});

test("a key that the phone cannot use is replaced once; then it is said without blame for the network", async () => {
  const page = await code();
  await page.evaluate(() => (SubtleCrypto.prototype.sign = () => Promise.reject(new DOMException("no", "OperationError"))));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.locator("#app").getByText(FAILED).waitFor();
  await page.context().close();
});

test("a network that never answers does not leave a dead button", async () => {
  const { context, page } = await openPhone(phones.browser, phones.origin);
  await page.clock.install();
  await page.goto("/");
  await page.route("**/api/v1/otp", () => undefined);
  await page.getByLabel("手机号").fill(RESIDENT.phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.clock.runFor(21_000);
  await page.getByText("等了很久没有收到回答").waitFor();
  expect(await page.getByRole("button", { name: "获取验证码" }).isEnabled()).toBe(true);
  await context.close();
});
