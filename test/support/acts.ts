/** Acts of a person on a screen, by the visible words: each act begins and ends on a named screen. */
import type { Browser, Cookie, Page } from "playwright-core";
import { COLLECTOR, HOSTS, type Someone } from "../../tools/demo-cast.ts";
import type { Acting } from "./acting.ts";
import { describePages, openPhone, type Phone } from "./browser.ts";
import type { Running } from "./running.ts";

/** Opens the app and logs in, until the first screen after the login. The password is read from the local message outbox of the page's host. */
export async function logIn(page: Acting, { visitor }: Pick<Running, "visitor">, phone: string): Promise<void> {
  await page.goto("/");
  try {
    await askForPassword(page, phone);
    await enterPassword(page, await visitor(new URL(page.url()).hostname).passwordOf(phone));
  } catch (error) {
    // A test's set-up that fails is not seen by pages-at-failure.ts.
    throw new Error(await describePages(), { cause: error });
  }
}

/** The cookies of a login, for phones that begin with it. */
export async function loginCookies(browser: Browser, running: Running, host: string, phone: string): Promise<Cookie[]> {
  const { context, page } = await openPhone(browser, `http://${host}:${running.port}`);
  await logIn(page, running, phone);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

export async function askForPassword(page: Acting, phone: string): Promise<void> {
  await page.getByLabel("手机号").fill(phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByLabel("验证码").waitFor();
}

/** Types the one-time password, which the form sends by itself at the sixth digit, and waits for the next screen. */
export async function enterPassword(page: Acting, password: string): Promise<void> {
  await page.getByLabel("验证码").fill(password);
  await page.getByRole("navigation", { name: "主导航" }).waitFor();
}

/** Fills the form that adds a person: name and document number, and for somebody else than the owner of the account the relation (child, otherwise parent). */
export async function fillPerson(page: Acting, someone: Someone): Promise<void> {
  if (someone.relation !== "self") {
    await page.getByRole("radio", { name: someone.relation === "child" ? "子女" : "父母" }).check();
  }
  await page.getByLabel("姓名").fill(someone.name);
  await page.getByLabel("证件号码").fill(someone.number);
}

/** Sends that form: the phone shows everything once more before it registers the person. */
export async function sendPerson(page: Acting): Promise<void> {
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("button", { name: "没有错，登记" }).click();
}

/** Opens a tab at the foot of the screen. */
export async function openTab(page: Acting, word: string): Promise<void> {
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: word }).click();
}

/** Registers the pass on the gate's screen. The wait for the confirmation begins before the press, because it stands for little more than a second. */
export async function confirmPass(page: Page): Promise<void> {
  await Promise.all([
    page.locator(".confirmation", { hasText: "已登记" }).waitFor(),
    page.getByRole("button", { name: "确认登记" }).click(),
  ]);
}

/** Opens the gate by the tab of the workbench, and waits until the scanner's wasm file is loaded: a phone that goes offline before that cannot scan. */
export async function openScanner(page: Page): Promise<void> {
  const program = page.waitForEvent("requestfinished", (request) => request.url().endsWith(".wasm"));
  await openTab(page, "工作台");
  await program;
}

/** The demonstration's gate: logs its collector in, and waits until the scanner looks and has the data for checking codes. */
export async function openDemoGate(
  browser: Browser,
  running: Running,
  size: { readonly width?: number; readonly height?: number } = {},
): Promise<Phone> {
  const gate = await openPhone(browser, `http://${HOSTS.collector}:${running.port}`, { camera: true, ...size });
  await logIn(gate.page, running, COLLECTOR.phone);
  await openScanner(gate.page);
  await gate.page.getByText("核验资料：").waitFor();
  return gate;
}

/**
 * Types a code like a USB scanner: every key has the same time stamp, because a pause on a busy machine would make it typing by a person.
 * Repeats until the gate accepts it: a gate begins to listen a moment after it opens.
 */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.waitForFunction(strikeKeys, code);
}

/** Runs inside the page. Returns whether somebody took the keys. */
export function strikeKeys(digits: string): boolean {
  const moment = performance.now();
  const ignored = [...Array.from(digits), "Enter"].map((key) => {
    const stroke = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(stroke, "timeStamp", { value: moment });
    return document.body.dispatchEvent(stroke);
  });
  return ignored.at(-1) === false;
}
