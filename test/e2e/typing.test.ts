/** The fields of the phone take texts as people type, paste and compose them: nothing is cut, and nothing is changed under the hand. */
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "../../tools/demo-cast.ts";
import { openTab, sendPerson } from "../support/acts.ts";
import { openBrowser, openPhone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";

const PHONE = "13900070001";

let running: Running;
let browser: Browser;
let page: Page;
let keyboard: CDPSession;

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser();
  ({ page } = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`));
  keyboard = await page.context().newCDPSession(page);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

/** Types like an input method: the parts stand in the field underlined, until `text` replaces them. */
async function compose(parts: readonly string[], text: string): Promise<void> {
  for (const part of parts) {
    await keyboard.send("Input.imeSetComposition", { text: part, selectionStart: part.length, selectionEnd: part.length });
  }
  await keyboard.send("Input.insertText", { text });
}

test("a number with its label, full-width digits and long dashes gets a message, and the screen shows it in groups", async () => {
  await page.goto("/");
  await page.getByLabel("手机号").fill("手机号：１３９—０００７—０００１。");
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByText("已发到 139 0007 0001").waitFor();
});

test("a number of the message that is too long stays whole, and the field says what is wrong", async () => {
  const field = page.getByLabel("验证码");
  await field.fill("1234567");
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByText("验证码是 6 位数字。").waitFor();
  expect(await field.inputValue()).toBe("1234567");
});

test("digits that an input method composes are sent when they are whole; a message pasted whole logs in", async () => {
  const field = page.getByLabel("验证码");
  await field.fill("");
  await field.focus();
  await compose(["１２", "１２３４５"], "１２３４５");
  expect(await field.inputValue()).toBe("１２３４５");
  const password = await running.visitor(HOSTS.resident).passwordOf(PHONE);
  await field.fill(`【一码】验证码 ${password}，5 分钟内有效。请勿告诉他人。`);
  await page.getByRole("navigation", { name: "主导航" }).waitFor();
});

test("nobody is a child before it is chosen", async () => {
  await openTab(page, "家人");
  await page.goto("/family/add");
  await page.getByLabel("姓名").fill("王小明");
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByText("请选择与您的关系。").waitFor();
  await page.waitForFunction(() => {
    const words = [...document.querySelectorAll(".field-refusal")].find((each) => each.textContent?.includes("与您的关系"));
    const { top = -1, bottom = -1 } = words?.getBoundingClientRect() ?? {};
    return top >= 0 && bottom <= innerHeight;
  });
});

test("a name and a nationality are taken as the passport has them, and composing changes nothing", async () => {
  await page.goto("/family/add?relation=self");
  const name = page.getByLabel("姓名");
  await name.focus();
  await compose(["a", "a'yi", "a'yi'gu'li"], "阿依古丽。买买提");
  expect(await name.inputValue()).toBe("阿依古丽。买买提");
  await page.getByLabel("证件类型").selectOption("20");
  await page.getByLabel("国籍").fill("united states");
  await page.getByRole("radio", { name: "美国" }).click();
  expect(await page.getByRole("button", { name: "重新选择" }).evaluate((button) => button === document.activeElement)).toBe(true);
  await page.getByLabel("证件号码").fill("护照号码：C01X—00T47");
  await page.getByLabel("出生日期").fill("1985-06-17");
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/people"));
  await sendPerson(page);
  expect((await sent).postDataJSON()).toMatchObject({
    name: "阿依古丽·买买提",
    document: { type: "20", number: "C01X00T47", nationality: "USA" },
  });
  await page.waitForURL("**/declare");
});
