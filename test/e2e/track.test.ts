/** A person's track on the PC; and the look (the record of its opening), which the person, the same office and the offices above can see. Source: product.md §4, §5. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as z from "zod";
import { passesResponse } from "../../src/contract/pass.ts";
import { track } from "../../src/contract/track.ts";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, POINTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo, enrol, liveCodeOf } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { DISTRICT, faultsAtWidths, openDesk } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const screens = new Screens();
const community = `/api/v1/communities/${COMMUNITY.division}`;

let running: Running;
let browser: Browser;
let office: Phone;
let district: Phone;
let resident: Phone;

/** Two gates with coordinates, which those of the demonstration lack. */
const GATES = [
  { id: "018e0000-0000-7000-8000-00000000000a", name: "康苑社区北门", address: "红卫路", latitude: 30.6421, longitude: 114.4003 },
  { id: "018e0000-0000-7000-8000-00000000000b", name: "康苑社区南门", address: "红卫路", latitude: 30.6394, longitude: 114.4041 },
];
const WAY = [POINTS[0].id, GATES[0]?.id, GATES[1]?.id, GATES[0]?.id];

async function walk(): Promise<void> {
  const administrator = await enrol(running.port, HOSTS.administrator, ADMINISTRATOR);
  for (const { latitude, longitude, ...gate } of GATES) {
    const body = { ...gate, location: { latitude, longitude, accuracyMetres: 5 } };
    await administrator.ask("POST", `${community}/points`, z.unknown(), body);
  }
  const person = await enrol(running.port, HOSTS.resident, RESIDENT);
  const collector = await enrol(running.port, HOSTS.collector, COLLECTOR);
  for (const pointId of WAY) {
    await collector.ask("PUT", `${community}/post`, z.unknown(), { pointId });
    const passes = [{ id: crypto.randomUUID(), code: await liveCodeOf(person) }];
    await collector.ask("POST", `${community}/passes`, passesResponse, { passes });
  }
}

/** Waits until the person's track has all four passes, by opening it as an administrator: the community delivers passes with a delay. */
async function untilDelivered(): Promise<void> {
  const administrator = await enrol(running.port, HOSTS.administrator, ADMINISTRATOR);
  const request = { person: { document: { type: "10", number: RESIDENT.people[0].number } }, purpose: { kind: "own_request" } };
  const path = `/api/v1/divisions/${COMMUNITY.division}/tracks`;
  await vi.waitFor(async () => expect((await administrator.ask("POST", path, track, request)).passes).toHaveLength(4), {
    timeout: 150_000,
    interval: 500,
  });
}

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  await walk();
  await inCharge(running.port, HOSTS.administrator, DISTRICT, "420107");
  await untilDelivered();
  browser = await openBrowser();
  const origin = `http://${HOSTS.administrator}:${running.port}`;
  office = await openDesk(browser, origin);
  district = await openDesk(browser, origin);
  resident = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a name among the passes leads to the purpose, and without it nothing is shown", async () => {
  const { page } = office;
  await logIn(page, running, ADMINISTRATOR.phone);
  await page.goto(`/admin/${COMMUNITY.division}/passes`);
  await page.getByRole("link", { name: "尹**" }).first().click();
  await page.getByRole("dialog").getByText("居民本人和上级管理员可以看到").waitFor();
  await screens.see(page, "pc-track-purpose");
  await page.getByRole("button", { name: "查看轨迹" }).click();
  await page.getByRole("alert").getByText("请选择用途").waitFor();
  await page.getByRole("radio", { name: "其他" }).check();
  await page.getByRole("button", { name: "查看轨迹" }).click();
  await page.getByRole("alert").getByText("请写明用途").waitFor();
  await expect.poll(() => page.getByRole("region", { name: "时间线" }).count()).toBe(0);
});

test("with the purpose, the track is shown by day and as a sketch, and the keyboard highlights a place", async () => {
  const { page } = office;
  await page.getByLabel("写明用途").fill("核对 2 月 29 日的通行");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "尹** 的轨迹" }).waitFor();
  await page.getByText("近 30 天 4 次 · 全部通行").waitFor();
  const rows = page.getByRole("region", { name: "时间线" }).getByRole("listitem");
  await expect.poll(() => rows.count()).toBe(4);
  await expect.poll(() => rows.first().textContent()).toContain("康苑社区北门");
  const south = page.getByRole("button", { name: /康苑社区南门/ });
  await south.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => south.getAttribute("aria-pressed")).toBe("true");
  await expect.poll(() => page.locator(".track-days li.chosen").count()).toBe(1);
  await screens.see(page, "pc-track");
});

test("a link to a track asks for the purpose again, and cancel leads back to the choice of a person", async () => {
  const { page } = office;
  await expect.poll(() => new URL(page.url()).searchParams.get("person")).toMatch(/^[\w-]{54}$/);
  await page.reload();
  await page.getByRole("dialog").getByText("为什么查看此人的轨迹").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "查谁的轨迹？" }).waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await screens.see(page, "pc-track-find");
});

/** Runs inside the page: presses 下一步 before the browser reports that the dialog has closed. */
async function cancelAndGoOn(cancel: HTMLElement): Promise<void> {
  const next = [...document.querySelectorAll("button")].findLast(({ textContent }) => textContent.startsWith("下一步"));
  cancel.click();
  await Promise.resolve().then(() => undefined);
  next?.click();
}

test("a person from elsewhere is refused in the dialog, and an identity document leads to the right person", async () => {
  const { page } = office;
  await page.getByLabel("身份证号码", { exact: true }).last().fill("11010519491231002X");
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("radio", { name: "流行病学调查" }).check();
  await page.getByRole("button", { name: "查看轨迹" }).click();
  await page.getByRole("alert").getByText("此人不住在这里").waitFor();
  await screens.see(page, "pc-track-not-here");
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).evaluate(cancelAndGoOn);
  await page.getByRole("radio", { name: "流行病学调查" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByLabel("身份证号码", { exact: true }).last().fill(RESIDENT.people[0].number);
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: "流行病学调查" }).check();
  await page.getByRole("button", { name: "查看轨迹" }).click();
  await page.getByRole("heading", { name: "尹** 的轨迹" }).waitFor();
  await page.getByRole("link", { name: "在通行记录中筛选" }).click();
  await page.getByRole("dialog").getByText("为什么只看此人的通行").waitFor();
  expect(await page.getByRole("row").count()).toBe(0);
  await screens.see(page, "pc-passes-purpose");
  await page.getByRole("radio", { name: "密切接触者排查" }).check();
  await page.getByRole("button", { name: "筛选", exact: true }).click();
  await page.getByRole("link", { name: "只看一个人" }).waitFor();
  await page
    .getByRole("row", { name: /尹\*\*/ })
    .first()
    .waitFor();
  await expect.poll(() => page.getByRole("row", { name: /尹\*\*/ }).count()).toBe(4);
  await page.getByText("已记录本次查看，用途：密切接触者排查").waitFor();
  await screens.see(page, "pc-passes-one-person");
  await page.reload();
  await page.getByRole("dialog").getByText("为什么只看此人的通行").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  await page.getByRole("row").first().waitFor();
  expect(await page.getByRole("link", { name: "只看一个人" }).count()).toBe(0);
});

test("the resident sees each look: the office, the time, the purpose and the extent", async () => {
  const { page } = resident;
  await logIn(page, running, RESIDENT.phone);
  await page.goto("/me");
  await page.getByRole("link", { name: "谁看过我的信息" }).click();
  const entries = page.getByRole("listitem");
  await entries.filter({ hasText: "康苑社区" }).first().waitFor();
  const texts = await entries.allTextContents();
  expect(texts[0]).toContain("密切接触者排查");
  expect(texts[0]).toContain("在该辖区的通行");
  expect(texts[1]).toContain("流行病学调查");
  expect(texts[2]).toContain("其他 · 核对 2 月 29 日的通行");
  expect(texts[2]).toContain("近 30 天的全部通行轨迹");
  await screens.see(page, "looks");
});

test("the district sees the looks of the offices below, with the administrator and the person", async () => {
  const { page } = district;
  await logIn(page, running, DISTRICT.phone);
  await page.goto("/admin/420107/looks");
  await page.getByRole("row", { name: /康苑社区.*138\*{5}003.*尹\*\*.*流行病学调查.*全部轨迹/ }).waitFor();
  await page.getByRole("row", { name: /康苑社区.*138\*{5}003.*查无此人.*流行病学调查/ }).waitFor();
  await page.getByRole("row", { name: /康苑社区.*尹\*\*.*密切接触者排查.*本辖区内/ }).waitFor();
  await screens.see(page, "pc-looks");
});

test("axe finds nothing in English and on a phone's width", async () => {
  const { page } = office;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(
    await faultsAtWidths(
      page,
      ["track", "looks"].map((name) => `/admin/${COMMUNITY.division}/${name}`),
    ),
  ).toEqual([]);
});

test("axe finds nothing on any screen in any dress, and no page threw an error or broke its security policy", () => {
  expect(screens.findings()).toEqual([]);
  expect([office, district, resident].flatMap(({ errors }) => errors)).toEqual([]);
});
