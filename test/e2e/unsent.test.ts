/** A declaration that is not sent yet: it survives a closed page, lies sealed in the phone's storage, and ends after a day, with its sending, and with a log-out. Source: decision 51. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY_MS } from "../../src/domain/instant.ts";
import { ADDRESS, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { fillPerson, logIn, sendPerson } from "../support/acts.ts";
import { openBrowser, openPage, openPhone } from "../support/browser.ts";
import { agree } from "../support/declaration-form.ts";
import { movePageClock } from "../support/moved-clock.ts";
import { noteNames, redateDraft, settleStorage, storedText, writeNotes } from "../support/phone-storage.ts";
import { type Running, startRunning } from "../support/running.ts";

const SYMBOL = { name: "健康码二维码" };
const HOUSE = "杏花村西巷 77 号院 6 门";
const PHONE = "13912345678";
/** All that this file types, and what the server fills in. */
const PERSONAL = [HOUSE, PHONE, ADDRESS, RESIDENT.phone];
/** The typed temperature, and no part of a longer number, such as a time in milliseconds. */
const TEMPERATURE = /(?<![\d.])38\.7(?!\d)/;

let running: Running;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser();
  ({ context, page } = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`));
  await logIn(page, running, RESIDENT.phone);
  await page.goto("/declare");
  await agree(page);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

/** Closes the page and opens a new one, with its clock moved. */
async function openAgain(path: string, clockMs = 0): Promise<void> {
  await settleStorage(page);
  await page.close();
  ({ page } = await openPage(context));
  await page.addInitScript(movePageClock, clockMs);
  await page.goto(path);
}

const at = (step: number) => page.getByText(`第 ${step} 步`).waitFor();

/** From the first question to that of the temperature. */
async function typeDeclaration(): Promise<void> {
  const next = () => page.getByRole("button", { name: "下一步" }).click();
  await at(1);
  await next();
  await at(2);
  await page.getByLabel("详细地址").fill(HOUSE);
  await next();
  await at(3);
  await next();
  await at(4);
  await page.getByLabel("联系电话").fill(PHONE);
  await next();
  await at(5);
  await page.getByLabel("今天的体温（℃）").fill("38.7");
}

/** The names of the sealed notes, with kinds only. */
async function sealedKinds(): Promise<readonly string[]> {
  const names = await page.evaluate(noteNames);
  return names.flatMap((name) => (name.startsWith("sealed ") ? [name.split(" ")[1] ?? ""] : []));
}

async function personalInStorage(): Promise<readonly string[]> {
  const text = await page.evaluate(storedText);
  return [...PERSONAL.filter((words) => text.includes(words)), ...(TEMPERATURE.exec(text) ?? [])];
}

test("a declaration survives a closed page, and the storage shows none of it", async () => {
  await typeDeclaration();
  await openAgain("/declare");
  await page.getByText("已恢复上次没写完的内容（最多保留 24 小时）").waitFor();
  await at(5);
  expect(await page.getByLabel("今天的体温（℃）").inputValue()).toBe("38.7");
  expect(await sealedKinds()).toEqual(["draft", "phone"]);
  expect(await personalInStorage()).toEqual([]);
});

test("the key of the drafts cannot be exported", async () => {
  const text = await page.evaluate(storedText);
  expect(text).toContain("secret key, extractable: false");
  expect(text).not.toContain("extractable: true");
});

test("a draft opens for a day after its last change; opening the app then removes it, on any screen", async () => {
  await openAgain("/declare", DAY_MS - 60_000);
  await at(5);
  await openAgain("/", DAY_MS);
  await page.getByRole("img", SYMBOL).waitFor();
  await expect.poll(sealedKinds).toEqual([]);
});

test("a draft from the future is removed: the clock was put back, and nobody knows its age", async () => {
  await openAgain("/declare");
  await typeDeclaration();
  await openAgain("/declare", -60_000);
  await at(1);
  await expect.poll(sealedKinds).toEqual([]);
});

test("a draft that was made younger in the storage does not open", async () => {
  await openAgain("/declare");
  await typeDeclaration();
  await page.evaluate(redateDraft);
  await openAgain("/declare");
  await at(1);
  await expect.poll(sealedKinds).toEqual([]);
});

test("a draft whose key is lost is dropped without a word, and the next one is kept", async () => {
  await openAgain("/declare");
  await typeDeclaration();
  await page.evaluate(writeNotes, { "sealing-key": null });
  await openAgain("/declare");
  await at(1);
  expect(await page.getByRole("alert").count()).toBe(0);
  await expect.poll(sealedKinds).toEqual([]);
  await typeDeclaration();
  await openAgain("/declare");
  await at(5);
});

test("nothing of a declaration stays once it is sent, and the server fills the next one", async () => {
  const next = () => page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("checkbox", { name: "没有症状" }).check();
  await next();
  await at(6);
  await next();
  await at(7);
  await next();
  await at(8);
  await page.getByRole("checkbox", { name: /^我承诺/ }).check();
  await page.getByRole("button", { name: "提交" }).click();
  await page.getByRole("heading", { name: "申报成功" }).waitFor();
  expect(await sealedKinds()).toEqual([]);
  expect(await personalInStorage()).toEqual([]);
  await openAgain("/declare");
  await at(1);
  await page.getByRole("button", { name: "下一步" }).click();
  await at(2);
  expect(await page.getByLabel("详细地址").inputValue()).toBe(HOUSE);
});

test("another person of the family begins with the address and the phone number of the family's last declaration", async () => {
  await openAgain("/family/add");
  await fillPerson(page, { relation: "parent", name: "尹春生", number: "420107195001010018" });
  await sendPerson(page);
  const next = () => page.getByRole("button", { name: "下一步" }).click();
  await at(1);
  await page.getByRole("radio", { name: /^留汉/ }).check();
  await next();
  await at(2);
  expect(await page.getByLabel("详细地址").inputValue()).toBe(HOUSE);
  await next();
  await at(3);
  await page.getByRole("radio", { name: "就在这个住址" }).check();
  await next();
  await at(4);
  expect(await page.getByLabel("联系电话").inputValue()).toBe(`+86${PHONE}`);
});

test("who leaves the family takes their draft along, and a log-out every draft and the key", async () => {
  expect(await sealedKinds()).toEqual(["draft", "draft"]);
  await openAgain("/family");
  await page.getByRole("button", { name: "移除 尹**" }).last().click();
  await page.getByRole("dialog").getByRole("button", { name: "移除" }).click();
  await expect.poll(sealedKinds).toEqual(["draft"]);
  await openAgain("/me");
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "退出" }).click();
  await page.getByLabel("手机号").waitFor();
  await expect.poll(() => page.evaluate(noteNames)).toEqual([]);
});
