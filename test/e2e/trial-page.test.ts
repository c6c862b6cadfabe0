/** The first ten minutes by the README: on /local/try, with the mouse and the keyboard only, a resident declares and shows the code, the collector registers the pass, and the administrator sees it. */
import type { Browser, Frame } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { openBrowser, openPage, type Phone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";

let running: Running;
let browser: Browser;
let pc: Phone;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser();
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  pc = await openPage(context);
  await pc.page.goto(`http://${HOSTS.resident}:${running.port}/local/try`);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

/** Logs in inside a frame with the number and the password that the page shows above it. */
async function enter(id: string): Promise<Frame> {
  const { page } = pc;
  const frame = await (await page.waitForSelector(`#${id}`)).contentFrame();
  if (frame === null) throw new Error(`no frame ${id}`);
  const shown = page.locator(`section.${id} .login b`);
  await frame.getByLabel("手机号").fill(await shown.first().innerText());
  await frame.getByRole("button", { name: "获取验证码" }).click();
  await frame.getByLabel("验证码").waitFor();
  await expect.poll(() => shown.last().innerText()).toMatch(/^\d{6}$/);
  await frame.getByLabel("验证码").fill(await shown.last().innerText());
  return frame;
}

const press = (frame: Frame, name: string) => frame.getByRole("button", { name, exact: true }).click();

test("the login screen links to the outbox", async () => {
  const [page, opening] = [await pc.context.newPage(), pc.context.waitForEvent("page", (each) => each.url().endsWith("/outbox"))];
  await page.goto(`http://${HOSTS.collector}:${running.port}/`);
  await page.getByRole("link", { name: "短信发件箱" }).click();
  await (await opening).getByRole("heading", { name: "短信发件箱" }).waitFor();
  await page.close();
});

test("a resident declares, shows the code, and the collector and the administrator get it", async () => {
  const { page } = pc;
  const hand = page.getByRole("button", { name: "把码拿给采集员看" });
  const resident = await enter("resident");
  await resident.getByRole("img", { name: "健康码二维码" }).waitFor();
  await hand.click();
  await page.getByText("采集员还没有打开工作台").waitFor();

  await resident.goto(`http://${HOSTS.resident}:${running.port}/declare`);
  await hand.click();
  await page.getByText("居民还没有亮码").waitFor();
  await declareAgain(resident);
  await resident.getByRole("link", { name: "出示健康码" }).click();
  await resident.getByRole("img", { name: "健康码二维码" }).waitFor();

  const office = await enter("office");
  const gate = await enter("gate");
  await gate.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "工作台" }).click();
  await gate.getByText("用扫码枪或图片").first().waitFor();
  await hand.click();
  await press(gate, "确认登记");
  await gate.locator(".confirmation", { hasText: "已登记" }).waitFor();
  await office.getByText("尹**").first().waitFor();
});

/** Answers the questions about today; the others have the answers of the last declaration. */
async function declareAgain(frame: Frame): Promise<void> {
  await press(frame, "同意，开始填写");
  await press(frame, "住址和所在地没变，只填今天的情况");
  await frame.getByLabel("今天的体温（℃）").fill("36.5");
  await frame.getByRole("checkbox", { name: "没有症状" }).check();
  for (const step of [3, 4, 5]) {
    await press(frame, "下一步");
    await frame.getByText(`第 ${step} 步`).waitFor();
  }
  await frame.getByRole("checkbox", { name: /^我承诺/ }).check();
  await press(frame, "提交");
}

test("no page threw an error or broke its security policy", () => {
  expect(pc.errors).toEqual([]);
});
