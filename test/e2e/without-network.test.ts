/** Each screen of screens.ts, opened by its address on a phone without a network: the app answers, not the browser's error page. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SCREENS } from "../../src/pwa/app/screens.ts";
import { ADMINISTRATOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";

let running: Running;
let browser: Browser;
let phone: Phone;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser("allow");
  phone = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`);
  const { page } = phone;
  await logIn(page, running, RESIDENT.phone);
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await phone.context.setOffline(true);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test.each(SCREENS.map(({ path }) => path))("%s opens without a network", async (path) => {
  const page = await phone.context.newPage();
  const answer = await page.goto(path.replace("/*", "").replaceAll(":", ""));
  expect(answer?.fromServiceWorker()).toBe(true);
  await page.locator("main").waitFor();
  await page.close();
});

test("the code and each of its parts are shown without a network", async () => {
  const page = await phone.context.newPage();
  await page.goto("/");
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await page.getByText(/^现在没有网络，健康码照常可用（到 \d+月\d+日 \d\d:\d\d）。$/).waitFor();
  await page.getByRole("button", { name: "全屏亮码", exact: true }).click();
  await page.getByRole("dialog", { name: "全屏健康码" }).waitFor();
});

test("an account as an earlier version of the app has stored it, without proofs, opens with its code", async () => {
  const page = await phone.context.newPage();
  await page.goto("/");
  await page.evaluate(storeWithoutProofs);
  await page.close();
  const later = await phone.context.newPage();
  await later.goto("/");
  await later.getByRole("img", { name: "健康码二维码" }).waitFor();
  await later.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "我的" }).waitFor();
});

test("the PC's pages of the workbench are loaded in advance; a page that is missing says so", async () => {
  const { context, page } = await openPhone(browser, `http://${HOSTS.administrator}:${running.port}`, {
    width: 1366,
    height: 768,
  });
  await logIn(page, running, ADMINISTRATOR.phone);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.goto(addressOf("board"));
  for (const file of ["/assets/track-", "/assets/exports-"]) {
    await expect.poll(() => page.evaluate(cachedScript, file)).not.toBeNull();
    // Resolves when the script and all that it imports are loaded. Sent as text, because the test runner would rewrite an import.
    await page.evaluate(`import("${await page.evaluate(cachedScript, file)}").then(() => undefined)`);
  }
  await context.setOffline(true);
  await page.evaluate(lose, "/assets/exports-");
  await page.close();
  // A new page, because the earlier one has the modules in its memory.
  const later = await context.newPage();
  await later.goto(addressOf("track"));
  await later.getByRole("heading", { name: "轨迹查询" }).waitFor();
  await later.getByRole("link", { name: "导出记录" }).click();
  await later.getByRole("heading", { name: "这一页还没有下载到手机上" }).waitFor();
});

function addressOf(page: string): string {
  return `/admin/${COMMUNITY.division}/${page}`;
}

/** Runs inside the page: the address of a script in the service worker's cache whose address contains `file`; null if there is none. */
async function cachedScript(file: string): Promise<string | null> {
  const requests = await Promise.all((await caches.keys()).map(async (name) => await (await caches.open(name)).keys()));
  return requests.flat().find(({ url }) => url.includes(file) && url.endsWith(".js"))?.url ?? null;
}

/** Runs inside the page: replaces a file in the service worker's cache by a 404. If the entry were deleted, the browser's own cache would still have the file. */
async function lose(file: string): Promise<void> {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      if (request.url.includes(file)) await cache.put(request, new Response(null, { status: 404 }));
  }
}

/** Runs inside the page. */
function storeWithoutProofs(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("yima");
    opening.addEventListener("error", reject);
    opening.addEventListener("success", () => {
      const transaction = opening.result.transaction("notes", "readwrite");
      const notes = transaction.objectStore("notes");
      const reading = notes.get("me");
      reading.addEventListener("success", () => {
        const account = JSON.parse(reading.result);
        for (const person of account.people)
          for (const field of ["proof", "managers", "ending", "declaredByOther"]) delete person[field];
        notes.put(JSON.stringify(account), "me");
      });
      transaction.addEventListener("error", reject);
      transaction.addEventListener("complete", () => {
        opening.result.close();
        resolve();
      });
    });
  });
}
