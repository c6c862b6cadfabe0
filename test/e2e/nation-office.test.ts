/** The officers of issuer 0 on the PC: their office is the whole country, and two of them appoint the administrators of a province that has no system of its own. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, NATION_OFFICERS } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { faultsAtWidths, openDesk } from "../support/desk.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const [FIRST, SECOND] = NATION_OFFICERS;
const JIANGXI: Account = {
  phone: "13800000041",
  people: [{ relation: "self", name: "万山红", number: "360102197904110029" }],
};
const screens = new Screens();

let running: Running;
let browser: Browser;
const desks: Phone[] = [];

beforeAll(async () => {
  running = await startRunning();
  for (const { host, account } of NATION_OFFICERS) await inCharge(running.port, host, account, "0");
  await enrol(running.port, FIRST.host, JIANGXI);
  browser = await openBrowser();
  for (const { host, account } of [FIRST, SECOND]) {
    const desk = await openDesk(browser, `http://${host}:${running.port}`);
    desks.push(desk);
    await logIn(desk.page, running, account.phone);
  }
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

function deskAt(index: number) {
  const desk = desks[index];
  if (desk === undefined) throw new Error("two officers");
  return desk.page;
}

test("an officer of the nation sees the whole country, province by province", async () => {
  const page = deskAt(0);
  await page.goto("/admin");
  await page.waitForURL("**/admin/0/statistics");
  await page.getByRole("heading", { name: /统计/ }).waitFor();
  await page.getByText("全国").first().waitFor();
  await screens.see(page, "pc-nation-statistics");
  const menu = page.getByRole("navigation", { name: "社区工作台" });
  const [whole, seen] = await menu.evaluate(({ scrollHeight, clientHeight }) => [scrollHeight, clientHeight]);
  expect(whole).toBe(seen);
});

test("two of them appoint the administrator of a province", async () => {
  const [first, second] = [deskAt(0), deskAt(1)];
  await first.goto("/admin/36/administrators");
  await first.getByRole("button", { name: "任命管理员" }).click();
  await first.getByLabel("姓名").fill(JIANGXI.people[0].name);
  await first.getByLabel("手机号").fill(JIANGXI.phone);
  await first.getByLabel("事由").fill("江西省没有自己的系统");
  await screens.see(first, "pc-nation-appoint");
  await first
    .getByRole("dialog")
    .getByRole("button", { name: /任命|提议/ })
    .click();
  await first.getByText("已提议，等另一位负责人批准。").waitFor();
  await second.goto("/admin/0/administrators");
  await second.getByText("江西省").first().waitFor();
  await screens.see(second, "pc-nation-administrators");
  await second.goto("/admin/36/administrators");
  await second.getByRole("button", { name: "批准任命 万**", exact: true }).click();
  const dialog = second.getByRole("dialog");
  await screens.see(second, "pc-nation-approve");
  await dialog.getByLabel("核对说明").fill("已核对");
  await dialog.getByRole("button", { name: "批准", exact: true }).click();
  await second.getByRole("cell", { name: "138 0000 0041", exact: true }).first().waitFor();
});

test("every page of the office has no finding of axe and fits its screen", async () => {
  const pages = [
    "statistics",
    "administrators",
    "proposals",
    "rules",
    "areas",
    "facts",
    "clients",
    "looks",
    "track",
    "appeals",
    "cases",
  ];
  const faults = await faultsAtWidths(
    deskAt(0),
    pages.map((name) => `/admin/0/${name}`),
  );
  expect(faults).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect(desks.flatMap(({ errors }) => errors)).toEqual([]);
});
