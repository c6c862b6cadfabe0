/** A gate without colours stops a person whose last declaration reports a fever, after the registration. The PC finds the pass by its mark. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { me } from "../../src/contract/people.ts";
import { ADMINISTRATOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { declare, fillDemo, liveCodeOf } from "../../tools/demo.ts";
import { confirmPass, logIn, openDemoGate, typeCode } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { openDesk } from "../support/desk.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const screens = new Screens();

let running: Running;
let browser: Browser;
let collector: Phone;
let desk: Phone;

/** The resident declares this temperature; returns their live code. */
async function codeAt(temperatureCelsius: number): Promise<string> {
  const visitor = running.visitor(HOSTS.resident);
  await visitor.logIn(RESIDENT.phone);
  const { people } = await visitor.ask("GET", "/api/v1/me", me);
  for (const person of people.slice(0, 1))
    await declare(visitor, person, RESIDENT.phone, COMMUNITY.division, { temperatureCelsius });
  return liveCodeOf(visitor);
}

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser();
  collector = await openDemoGate(browser, running);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a registration of a person who declared 38.2 °C ends in amber, says what to do, and leads on", async () => {
  const { page } = collector;
  await typeCode(page, await codeAt(38.2));
  await page.getByRole("heading", { name: "已申报" }).waitFor();
  await page.getByRole("button", { name: "确认登记" }).click();
  await page.getByRole("heading", { name: "已登记 请留步" }).waitFor();
  await page.getByText("请测温，按现场规定处置").waitFor();
  expect(await page.getByRole("button", { name: "请对方重新申报" }).isVisible()).toBe(true);
  await screens.see(page, "signs");
  await page.getByRole("button", { name: "继续扫码" }).click();
  await page.getByText("对准健康码").waitFor();
});

test("a registration of a person who is well is no stop", async () => {
  const { page } = collector;
  await typeCode(page, await codeAt(36.6));
  await confirmPass(page);
  await page.getByText("对准健康码").waitFor();
});

test("the community filters its passes by the mark", async () => {
  desk = await openDesk(browser, `http://${HOSTS.administrator}:${running.port}`);
  const { page } = desk;
  await logIn(page, running, ADMINISTRATOR.phone);
  await page.goto(`/admin/${COMMUNITY.division}/passes`);
  await expect.poll(() => page.getByRole("row").count()).toBe(3);
  await page.getByLabel("标记").selectOption({ label: "申报有发热、症状或接触" });
  await expect.poll(() => page.getByRole("row").count()).toBe(2);
  expect(await page.getByRole("cell", { name: "申报有发热、症状或接触" }).count()).toBe(1);
  expect(new URL(page.url()).searchParams.get("mark")).toBe("signs");
  await screens.see(page, "pc-signs");
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect([collector, desk].flatMap(({ errors }) => errors)).toEqual([]);
});
