/** A gate refuses a recalled code by its stored status lists: before any answer of the server, and without a network. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { me } from "../../src/contract/people.ts";
import { COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { phoneOf, declare, fillDemo } from "../../tools/demo.ts";
import { logIn, openScanner, typeCode } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { listOfCode, publishedList, untilStored } from "../support/gate-lists.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

/** The age of the status lists on the gate's screen: just now, or less than ten minutes, because it grows without a network and a loaded machine takes minutes. */
const LISTS_ARE_THERE = /核验资料：(?:刚刚|\d 分钟前)更新/;
const screens = new Screens();
let running: Running;
let browser: Browser;
let collector: Phone;
let resident: Holder;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser("allow");
  collector = await openPhone(browser, `http://${HOSTS.collector}:${running.port}`, { camera: true });
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

interface Holder {
  /** Makes a live code of this moment. */
  readonly show: () => Promise<string>;
  /** Revokes the credential; returns the signed list with the revocation as soon as it is published. */
  readonly recall: () => Promise<string>;
}

async function aResident(division: string = COMMUNITY.division): Promise<Holder> {
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

test("the gate shows the age of its keys and its status lists", async () => {
  const { page } = collector;
  await logIn(page, running, COLLECTOR.phone);
  await openScanner(page);
  await page.getByText("核验资料：刚刚更新").waitFor();
  await screens.see(page, "gate-lists");
});

test("a gate without a network refuses a recalled code in red and at once", async () => {
  const { page, context } = collector;
  resident = await aResident();
  const recalled = await resident.recall();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await untilStored(page, recalled);
  await context.setOffline(true);
  await typeCode(page, await resident.show());
  await page.getByRole("heading", { name: "码已失效" }).waitFor();
  await page.getByText("本机核验").waitFor();
  await screens.see(page, "gate-revoked");
});

test("a gate that is opened again without a network still refuses it, by its stored list", async () => {
  const { page } = collector;
  await page.reload();
  await page.getByText(LISTS_ARE_THERE).waitFor();
  await typeCode(page, await resident.show());
  await page.getByRole("heading", { name: "码已失效" }).waitFor();
});

test("without a network the age of the lists grows on the screen", async () => {
  const { page } = collector;
  await page.clock.install();
  await page.reload();
  await page.getByText(LISTS_ARE_THERE).waitFor();
  await page.clock.runFor("12:00");
  await page.getByText(/核验资料：1[2-5] 分钟前更新/).waitFor();
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.reload();
  await page.getByText(/updated 1[2-5] min ago/).waitFor();
  await screens.see(page, "gate-lists-english");
});

test("a recalled code of a new community is refused after the first load of its list, and later without a network", async () => {
  const other = await openPhone(browser, `http://${HOSTS.collector}:${running.port}`, { camera: true });
  const { page } = other;
  await logIn(page, running, COLLECTOR.phone);
  await openScanner(page);
  await page.getByText("核验资料：刚刚更新").waitFor();
  const visitor = await aResident("420107001003");
  const recalled = await visitor.recall();
  await typeCode(page, await visitor.show());
  await page.getByRole("heading", { name: "码已失效" }).waitFor();
  await page.getByRole("button", { name: "继续扫码" }).click();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await untilStored(page, recalled);
  await other.context.setOffline(true);
  await page.reload();
  await page.getByText(LISTS_ARE_THERE).waitFor();
  await typeCode(page, await visitor.show());
  await page.getByRole("heading", { name: "码已失效" }).waitFor();
  expect(other.errors).toEqual([]);
});

test("axe finds nothing on these screens, and the page reported no error", () => {
  expect(screens.findings()).toEqual([]);
  expect(collector.errors).toEqual([]);
});
