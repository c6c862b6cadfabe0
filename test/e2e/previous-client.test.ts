/**
 * The app of the previous release where it is not renewed yet, with this server: on a collector's phone whose gate was open before the upgrade, on the phone of
 * a resident who comes after it, and on the administrator's PC. It fails where this server no longer takes what that release sends. Source: decision 52.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FLAGS_FROM } from "../../src/domain/code/flags.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillPerson, logIn, openScanner } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone, whileHeld } from "../support/browser.ts";
import { fillDeclaration } from "../support/declaration-form.ts";
import { openDesk } from "../support/desk.ts";
import { fillGate } from "../support/earlier/community.ts";
import { PREVIOUS, type UnpackedRelease, unpackRelease } from "../support/earlier/release.ts";
import { type MovedSystem, movePageClock, startAt, THIS_BUILD } from "../support/moved-clock.ts";

let release: UnpackedRelease;
let system: MovedSystem;
let browser: Browser;
let resident: Phone;
let collector: Phone;
let desk: Phone;
const everybody = () => [resident, collector, desk];
/** The requests of the apps to the interface that the server refused: method, path and status. */
const refused: string[] = [];

function noteRefusals({ page }: Phone): void {
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    const isRefused = pathname.startsWith("/api/") && response.status() >= 400;
    if (isRefused) refused.push(`${response.request().method()} ${pathname}: ${response.status()}`);
  });
}

beforeAll(async () => {
  release = unpackRelease(PREVIOUS);
  system = await startAt(PREVIOUS.upgradedAt, release);
  await fillGate(system);
  browser = await openBrowser();
  const at = (host: string) => `http://${host}:${system.port}`;
  collector = await openPhone(browser, at(HOSTS.collector), { camera: true });
  resident = await openPhone(browser, at(HOSTS.resident));
  desk = await openDesk(browser, at(HOSTS.administrator));
  for (const phone of everybody()) {
    await phone.context.addInitScript(movePageClock, system.offsetMs());
    noteRefusals(phone);
  }
  await logIn(collector.page, system, COLLECTOR.phone);
  await openScanner(collector.page);
  await collector.page.getByText("吊销名单 刚刚").waitFor();
  const now = new Date(Date.now() + system.offsetMs()).toISOString();
  // As in a deployment: the previous release cannot read codes with flags.
  const bindings = { YIMA_FLAGS_FROM: instantOf(FLAGS_FROM) };
  await system.moveTo(now, { ...THIS_BUILD, client: release.client, bindings });
});
afterAll(async () => {
  await browser.close();
  await system.dispose();
  release.remove();
});

test("a resident logs in by a one-time password, registers themselves and declares", async () => {
  const { page } = resident;
  await logIn(page, system, RESIDENT.phone);
  await page.getByRole("link", { name: "登记本人" }).click();
  await fillPerson(page, RESIDENT.people[0]);
  await page.getByRole("button", { name: "提交" }).click();
  await page.waitForURL("**/declare");
  await fillDeclaration(page, { see: async () => undefined }, [], "36.5");
});

test("the resident's phone fetches credentials and shows the code", async () => {
  const { page } = resident;
  await page.getByRole("link", { name: "出示健康码" }).click();
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await expect.poll(() => page.getByText("已申报").count()).toBeGreaterThan(0);
});

test("the collector's phone, whose login is from before the upgrade, scans the code and registers the pass", async () => {
  const { page } = collector;
  await whileHeld(resident.page, page, () => page.getByRole("button", { name: "确认登记" }).waitFor());
  await page.getByRole("button", { name: "确认登记" }).click();
  await page.getByText("已登记", { exact: true }).waitFor();
});

test("the administrator's PC shows the pass on the live board", async () => {
  const { page } = desk;
  await logIn(page, system, ADMINISTRATOR.phone);
  await page.goto(`/admin/${COMMUNITY.division}/board`);
  await page.getByText("尹**").first().waitFor();
});

test("the server refused none of these requests, and no page reported an error", () => {
  expect(refused).toEqual([]);
  expect(everybody().flatMap(({ errors }) => errors)).toEqual([]);
});
