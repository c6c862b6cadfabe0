/**
 * The app of the previous release on phones that have not renewed it, with this server: a collector's phone whose gate was open before the upgrade, and the
 * phone of a resident who comes after it. It fails where this server no longer takes what that release sends. Source: decision 52.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { FLAGS_FROM } from "../../src/domain/code/flags.ts";
import { COLLECTOR, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillPerson, logIn, openScanner } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone, whileHeld } from "../support/browser.ts";
import { fillDeclaration } from "../support/declaration-form.ts";
import { COMMUNITY_PATH, fillGate, type Gate } from "../support/earlier/gate.ts";
import { PREVIOUS, type UnpackedRelease, unpackRelease } from "../support/earlier/release.ts";
import { type MovedSystem, movePageClock, startAt, THIS_BUILD } from "../support/moved-clock.ts";

let release: UnpackedRelease;
let system: MovedSystem;
let browser: Browser;
let gate: Gate;
let resident: Phone;
let collector: Phone;
/** The requests of the phones to the interface that the server refused: method, path and status. */
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
  gate = await fillGate(system);
  browser = await openBrowser();
  const at = (host: string) => `http://${host}:${system.port}`;
  collector = await openPhone(browser, at(HOSTS.collector), { camera: true });
  resident = await openPhone(browser, at(HOSTS.resident));
  for (const phone of [collector, resident]) {
    await phone.context.addInitScript(movePageClock, system.offsetMs());
    noteRefusals(phone);
  }
  await logIn(collector.page, system, COLLECTOR.phone);
  await openScanner(collector.page);
  await collector.page.getByText("吊销名单 刚刚").waitFor();
  const now = new Date(Date.now() + system.offsetMs()).toISOString();
  // As in a deployment: the previous release cannot read codes with flags.
  const bindings = { YIMA_FLAGS_FROM: new Date(FLAGS_FROM).toISOString() };
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

test("the pass stands in the community's records, which the administrator reads with a session from before the upgrade", async () => {
  const records = z.looseObject({ passes: z.array(z.looseObject({ maskedName: z.string(), collectorId: z.string() })) });
  const { passes } = await gate.administrator.visitor.ask("GET", `${COMMUNITY_PATH}/passes`, records);
  expect(passes).toMatchObject([{ maskedName: "尹**", collectorId: gate.collectorId }]);
});

test("the server refused none of these requests, and no page reported an error", () => {
  expect(refused).toEqual([]);
  expect([collector, resident].flatMap(({ errors }) => errors)).toEqual([]);
});
