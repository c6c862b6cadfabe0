/** The page /check without a network after its first visit: it verifies signatures, says what it does not know, and trusts no data that are too old. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { liveCodeOf } from "../../tools/demo.ts";
import { typeCode } from "../support/acts.ts";
import { openPhone, type Phone } from "../support/browser.ts";
import { type AgeingSystem, nextCode, openCheck, startAgeingSystem, untilVerdict, verdict } from "../support/check-page.ts";
import { MOVABLE_CLOCK } from "../support/moved-clock.ts";
import { storedFiles } from "../support/phone-storage.ts";
import { Screens } from "../support/screens.ts";

const HOUR_MS = 3_600_000;
const screens = new Screens();

let system: AgeingSystem;
let checker: Phone;
let ownCode: () => Promise<string>;
let otherCode: () => Promise<string>;

beforeAll(async () => {
  system = await startAgeingSystem();
  ({ ownCode, otherCode } = system);
  checker = await openPhone(system.browser, system.origin, { camera: true, width: 360, height: 640 });
});
afterAll(() => system.dispose());

async function finds(page: Page, code: string, word: string): Promise<void> {
  await typeCode(page, code);
  await verdict(page, word).waitFor();
}

/** Gives the phone the clock of the test while no page of the app is open: an open one sees the jump, and Playwright's clock begins in 1970 for a moment. */
async function setClock(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.clock.setSystemTime(system.clock());
}

test("the first visit stores the page's files, keys and files of trust", async () => {
  const { page } = checker;
  await untilVerdict(page, "有效 绿码", otherCode);
  await screens.see(page, "check-small");
  await nextCode(page);
  const files = async (): Promise<readonly boolean[]> => {
    const stored = await page.evaluate(storedFiles);
    return ["/assets/check-", ".wasm", "/assets/scan-worker-"].map((file) => stored.some((url) => url.includes(file)));
  };
  await expect.poll(files, { interval: 1000 }).toEqual([true, true, true]);
});

test("without a network the page opens, verifies, and says that it cannot see revocations: no code is plainly good", async () => {
  const { page, context } = checker;
  await context.setOffline(true);
  await openCheck(page);
  await page.getByText("对准健康码").waitFor();
  await finds(page, await ownCode(), "已申报 不能确定");
  await page.getByText("没有取到武汉市的撤销名单").waitFor();
  await screens.see(page, "check-own-offline");
  await nextCode(page);
  await finds(page, await otherCode(), "绿码 不能确定");
  await page.getByText("没有取到湖北省的撤销名单").waitFor();
  expect(await page.locator(".verdict.green").count()).toBe(0);
  await screens.see(page, "check-other-offline");
  await nextCode(page);
});

test("half a day later it says that it does not know of later changes; two days later it believes only its own issuer", async () => {
  const { page } = checker;
  const later = async (hours: number): Promise<void> => {
    system.moved.aheadMs = hours * HOUR_MS;
    await setClock(page);
    await openCheck(page);
  };
  await later(13);
  await page.getByText("核验资料：13 小时前更新").waitFor();
  await finds(page, await otherCode(), "绿码 不能确定");
  await page.getByText("之后的变动，本机不知道").waitFor();
  await screens.see(page, "check-old-data");
  await later(49);
  await finds(page, await otherCode(), "无法核验");
  await page.getByText("本机的各地名录太旧").waitFor();
  await nextCode(page);
});

test("with a network again the same page knows the status again", async () => {
  const { page, context } = checker;
  system.moved.aheadMs = 0;
  await setClock(page);
  await context.setOffline(false);
  await openCheck(page);
  await untilVerdict(page, "有效 绿码", otherCode);
  await nextCode(page);
});

test("a revocation list that comes late corrects the verdict; until then the code is not called valid", async () => {
  const { page, context } = checker;
  const network = Promise.withResolvers<void>();
  await context.route(/\/status\//, (route) => network.promise.then(() => route.continue()));
  await openCheck(page);
  await finds(page, await otherCode(), "绿码 不能确定");
  network.resolve();
  await verdict(page, "有效 绿码").waitFor();
  await context.unroute(/\/status\//);
  await page.goBack();
  await page.locator(".verdict").waitFor({ state: "detached" });
  await page.getByText("对准健康码").waitFor();
});

test("with the keyboard alone on a PC, in English and with large letters: digits are pasted, and the verdict takes the focus", async () => {
  const { context, page, errors } = await openPhone(system.browser, system.origin, { width: 1366, height: 768 });
  await page.goto("/check");
  await page.getByRole("button", { name: "English" }).press("Enter");
  await page.evaluate(() => document.documentElement.classList.add("elder"));
  await page.getByText("Data for checking codes: updated").waitFor();
  await screens.see(page, "check-pc-english");
  await page.getByRole("button", { name: "Scanner or picture" }).press("Enter");
  await page.getByPlaceholder("The digits of the code").fill(` ${await ownCode()} `);
  await page.keyboard.press("Enter");
  await verdict(page, "Valid: declared").waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Valid: declared");
  await page.getByText("Wuhan").waitFor();
  await screens.see(page, "check-pc-english-own");
  await page.getByRole("button", { name: "Check another code" }).press("Enter");
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await expect.poll(focused).toBe("Check a health code");
  expect(errors).toEqual([]);
  await context.close();
});

test("a phone without data and without a network says so, and a phone whose clock is ten minutes behind checks a code of now", async () => {
  const { context, page } = await openPhone(system.browser, system.origin, { camera: true });
  await context.addInitScript(MOVABLE_CLOCK);
  await context.route(/well-known/, (route) => route.abort());
  await page.goto("/check");
  await page.getByText("没有核验资料").waitFor();
  await screens.see(page, "check-no-data");
  await finds(page, await liveCodeOf(system.resident), "无法核验");
  await nextCode(page);
  await context.unroute(/well-known/);
  await openCheck(page);
  await finds(page, await liveCodeOf(system.resident), "有效 已申报");
  await context.close();
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect(checker.errors).toEqual([]);
});
