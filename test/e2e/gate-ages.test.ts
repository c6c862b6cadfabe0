/** How old data a gate relies upon: without a network, codes of its own issuer and of another one get a date, a warning, a question, and at last no green; a list that is on its way is waited for. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDemoGate, typeCode } from "../support/acts.ts";
import type { Phone } from "../support/browser.ts";
import { ASK_BUZZ, lastBuzz, PASS_BUZZ, recordBuzzes } from "../support/buzzes.ts";
import { type AgeingSystem, startAgeingSystem } from "../support/check-page.ts";
import { ageStoredLists } from "../support/gate-lists.ts";
import { Screens } from "../support/screens.ts";
import { recordScreens, seenScreens } from "../support/seen-screens.ts";
import { signedPhone } from "../support/signed-code.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FOUR_DAYS_MINUTES = 4 * 24 * 60;
const screens = new Screens();

let system: AgeingSystem;
let gate: Phone;
let ownCode: () => Promise<string>;
let ownLongCode: () => Promise<string>;
let otherCode: () => Promise<string>;

beforeAll(async () => {
  system = await startAgeingSystem();
  ({ ownCode, otherCode } = system);
  ownLongCode = await signedPhone(system.running, system.resident, { lifetimeMinutes: FOUR_DAYS_MINUTES }, system.clock);
  gate = await openGate();
});
afterAll(() => system.dispose());

/** A gate's phone whose clock the test moves, and which records its vibrations and what fills its screen. */
async function openGate(): Promise<Phone> {
  const phone = await openDemoGate(system.browser, system.running, { width: 360, height: 640 });
  await phone.page.clock.install();
  await phone.context.addInitScript(recordBuzzes);
  await phone.context.addInitScript(recordScreens);
  await phone.page.reload();
  await phone.page.getByText("核验资料：").waitFor();
  return phone;
}

async function later(ms: number): Promise<void> {
  await gate.page.clock.fastForward(ms - system.moved.aheadMs);
  system.moved.aheadMs = ms;
}

/** Scans a code, and waits for the word of its verdict. Returns the vibration. */
async function finds(make: () => Promise<string>, word: string): Promise<unknown> {
  await typeCode(gate.page, await make());
  await gate.page.getByRole("heading", { name: word, exact: true }).waitFor();
  return lastBuzz(gate.page);
}

const notes = () => gate.page.locator(".verdict .reason").allTextContents();

async function leave(word = "不登记"): Promise<void> {
  await gate.page.getByRole("button", { name: word }).click();
  await gate.page.locator(".verdict").waitFor({ state: "detached" });
}

test("with a network, codes of both issuers pass without a word about data", async () => {
  const { page } = gate;
  const passes = async (): Promise<number> => {
    await page.reload();
    await page.getByText("核验资料：").waitFor();
    await typeCode(page, await otherCode());
    await page.locator(".verdict").waitFor();
    return page.getByRole("heading", { name: "绿码 通过" }).count();
  };
  await expect.poll(passes, { interval: 3000 }).toBe(1);
  expect(await notes()).toEqual([]);
  await leave();
  for (const make of [ownCode, ownLongCode]) {
    expect(await finds(make, "已申报")).toEqual(PASS_BUZZ);
    expect(await notes()).toEqual([]);
    await leave();
  }
});

test("twenty minutes without a network: another issuer's code passes with the time of the files, an own one without a word", async () => {
  const { page, context } = gate;
  await context.setOffline(true);
  await later(20 * MINUTE_MS);
  expect(await finds(ownCode, "已申报")).toEqual(PASS_BUZZ);
  expect(await notes()).toEqual([]);
  await leave();
  expect(await finds(otherCode, "绿码 通过")).toEqual(PASS_BUZZ);
  expect(await notes()).toEqual([expect.stringMatching(/^按本机 (?:今天|昨天) \d\d:\d\d 的资料核验。$/)]);
  await screens.see(page, "gate-age-dated");
  await leave();
});

test("two and thirteen hours: codes pass with a warning that says from when the list is", async () => {
  const { page } = gate;
  await later(2 * HOUR_MS);
  expect(await finds(ownCode, "已申报")).toEqual(PASS_BUZZ);
  expect(await notes()).toEqual([expect.stringMatching(/^撤销名单是 (?:今天|昨天) \d\d:\d\d 的：之后撤销的码，本机认不出。/)]);
  await screens.see(page, "gate-age-own-old");
  await leave();
  await later(13 * HOUR_MS);
  expect(await finds(otherCode, "绿码 通过")).toEqual(PASS_BUZZ);
  expect(await page.locator(".verdict.green .reason.old").count()).toBe(1);
  await screens.see(page, "gate-age-other-old");
  await leave();
});

test("more than a day: the gate asks about an own code, with the sound of a question", async () => {
  const { page } = gate;
  await later(25 * HOUR_MS);
  expect(await finds(ownLongCode, "已申报 请查验")).toEqual(ASK_BUZZ);
  expect(await page.locator(".says .check").textContent()).toBe("核对证件");
  expect(await notes()).toEqual([expect.stringMatching(/^签名是真的，但撤销名单是 .* 的，太旧了：/)]);
  await screens.see(page, "gate-age-ask");
  await leave();
});

test("49 hours: the gate asks about another issuer's code, whose list of regions has ended; an own one does not depend on the nation", async () => {
  const { page } = gate;
  await later(49 * HOUR_MS);
  expect(await finds(otherCode, "无法核验")).toEqual(ASK_BUZZ);
  expect(await notes()).toEqual([expect.stringContaining("本机的各地名录太旧")]);
  await screens.see(page, "gate-age-expired");
  await leave("继续扫码");
  expect(await finds(ownLongCode, "已申报 请查验")).toEqual(ASK_BUZZ);
  await leave();
});

test("three days: nothing says that an own code is good, and its pass can still be registered", async () => {
  const { page } = gate;
  await later(73 * HOUR_MS);
  await seenScreens(page);
  expect(await finds(ownLongCode, "不能确定 请查验")).toEqual(ASK_BUZZ);
  // Without a network the gate waits for no list.
  expect(await seenScreens(page)).toEqual(["verdict question"]);
  await page.getByRole("button", { name: "确认登记" }).waitFor();
  await screens.see(page, "gate-age-unknown");
  await leave();
});

test("a code whose list is on its way is waited for in no code's colour, then not called good, and corrected by the list", async () => {
  system.moved.aheadMs = 0;
  await gate.context.close();
  gate = await openGate();
  const { page, context } = gate;
  const held = Promise.withResolvers<void>();
  await context.route(/\/status\//, (route) => held.promise.then(() => route.continue()));
  expect(await finds(ownLongCode, "不能确定 请查验")).toEqual(ASK_BUZZ);
  expect(await notes()).toEqual([expect.stringContaining("本机没有取到武汉市的撤销名单")]);
  expect(await page.locator(".says .policy").count()).toBe(0);
  held.resolve();
  await page.getByRole("heading", { name: "已申报", exact: true }).waitFor();
  expect(await lastBuzz(page)).toEqual(PASS_BUZZ);
  expect(await seenScreens(page)).toEqual(["confirmation stopped", "verdict question", "verdict declared"]);
  await context.unroute(/\/status\//);
  await leave();
});

test("a list that cannot be had is no good verdict either, in both languages", async () => {
  const { page, context } = gate;
  await context.route(/\/status\//, (route) => route.abort());
  for (const [language, word, away] of [
    ["zh", "不能确定 请查验", "不登记"],
    ["en", "Not certain: check", "Do not register"],
  ] as const) {
    await page.evaluate((to) => localStorage.setItem("yima-language", to), language);
    await page.reload();
    await page.getByRole("button", { name: /^(?:切换|Switch)$/ }).waitFor();
    expect(await finds(ownLongCode, word)).toEqual(ASK_BUZZ);
    await screens.see(page, `gate-age-unlisted-${language}`);
    await leave(away);
  }
  await context.unroute(/\/status\//);
  expect(await finds(ownLongCode, "Declared")).toEqual(PASS_BUZZ);
  await leave("Do not register");
});

test("a list that has not changed for hours, and that the server has just confirmed, is not old after a new start without a network", async () => {
  const { page, context } = gate;
  await page.evaluate(ageStoredLists, 3 * HOUR_MS);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "Switch" }).waitFor();
  expect(await finds(ownCode, "Declared")).toEqual(PASS_BUZZ);
  expect(await notes()).toEqual([]);
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect(gate.errors).toEqual([]);
});
