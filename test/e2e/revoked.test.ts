/** A gate refuses a recalled code by the status lists that it keeps: before any server says so, and without a network. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { me } from "../../src/contract/people.ts";
import { COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { phoneOf, declare, fillDemo } from "../../tools/demo.ts";
import { logIn, typeCode } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { listOfCode, publishedList, untilKept } from "../support/gate-lists.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

/** Without a network their age grows: on a loaded machine a minute is soon over. */
const LISTS_ARE_THERE = /吊销名单 (?:刚刚|\d 分钟前)/;
const screens = new Screens();
let running: Running;
let browser: Browser;
let collector: Phone;
let resident: Shown;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser();
  collector = await openPhone(browser, `http://${HOSTS.collector}:${running.port}`, { camera: true });
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

interface Shown {
  /** A live code, made now. */
  readonly show: () => Promise<string>;
  /** Takes the credential back, and answers with its list that says so. */
  readonly recall: () => Promise<string>;
}

async function aResident(division: string = COMMUNITY.division): Promise<Shown> {
  const phone = running.visitor(HOSTS.resident);
  await phone.logIn(RESIDENT.phone);
  const [self] = (await phone.ask("GET", "/api/v1/me", me)).people;
  if (self === undefined) throw new Error("the resident has bound nobody");
  await declare(phone, self, RESIDENT.phone, division);
  const show = await phoneOf(phone);
  const list = listOfCode(await show());
  const before = await publishedList(phone, list);
  const recall = async () => {
    await phone.send("DELETE", `/api/v1/people/${self.id}/credentials`);
    return await publishedList(phone, list, before);
  };
  return { show, recall };
}

test("the gate shows how old its keys and its status lists are", async () => {
  const { page } = collector;
  await logIn(page, running, COLLECTOR.phone);
  await page.getByRole("link", { name: "工作台" }).click();
  await page.getByText("吊销名单 刚刚").waitFor();
  await screens.see(page, "gate-lists");
});

test("a code that was recalled is refused by a gate that is without a network since, in red and at once", async () => {
  const { page, context } = collector;
  resident = await aResident();
  const recalled = await resident.recall();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await untilKept(page, recalled);
  await context.setOffline(true);
  await typeCode(page, await resident.show());
  await page.getByRole("heading", { name: "码已失效" }).waitFor();
  await page.getByText("本机核验").waitFor();
  await screens.see(page, "gate-revoked");
});

test("opened again without a network, the gate still refuses it, by the list that it kept", async () => {
  const { page } = collector;
  await page.reload();
  await page.getByText(LISTS_ARE_THERE).waitFor();
  await typeCode(page, await resident.show());
  await page.getByRole("heading", { name: "码已失效" }).waitFor();
});

test("without a network the age of the lists grows before the collector's eyes", async () => {
  const { page } = collector;
  await page.clock.install();
  await page.reload();
  await page.getByText(LISTS_ARE_THERE).waitFor();
  await page.clock.runFor("12:00");
  await page.getByText(/吊销名单 1[2-5] 分钟前/).waitFor();
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.reload();
  await page.getByText(/Revocations 1[2-5] min ago/).waitFor();
  await screens.see(page, "gate-lists-english");
});

test("a recalled code of a community that this gate never met is refused as soon as its list has come, and later without a network", async () => {
  const other = await openPhone(browser, `http://${HOSTS.collector}:${running.port}`, { camera: true });
  const { page } = other;
  await logIn(page, running, COLLECTOR.phone);
  await page.getByRole("link", { name: "工作台" }).click();
  await page.getByText("吊销名单 刚刚").waitFor();
  const visitor = await aResident("420107001003");
  const recalled = await visitor.recall();
  await typeCode(page, await visitor.show());
  await page.getByRole("heading", { name: "码已失效" }).waitFor();
  await page.getByRole("button", { name: "继续扫码" }).click();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await untilKept(page, recalled);
  await other.context.setOffline(true);
  await page.reload();
  await page.getByText(LISTS_ARE_THERE).waitFor();
  await typeCode(page, await visitor.show());
  await page.getByRole("heading", { name: "码已失效" }).waitFor();
  expect(other.errors).toEqual([]);
});

test("axe finds nothing on these screens, and the page did nothing wrong", () => {
  expect(screens.findings()).toEqual([]);
  expect(collector.errors).toEqual([]);
});
