/** What a resident's phone fetches from its first visit until the code stands there. Goals: quality.md, Speed. */
import { gzipSync } from "node:zlib";
import type { Browser, Response } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, openPhone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";

const MAX_ALL_BYTES = 45 * 1024;
const MAX_SCRIPT_BYTES = 25 * 1024;

interface Fetched {
  readonly path: string;
  readonly gzipped: number;
}

let running: Running;
let browser: Browser;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("until the code stands there a phone has fetched at most 45 KB, of that at most 25 KB of script", async () => {
  const origin = `http://${HOSTS.resident}:${running.port}`;
  const { page } = await openPhone(browser, origin);
  const seen = new Map<string, Promise<Fetched>>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith("/local/")) seen.set(`${response.request().method()} ${pathname}`, weighed(pathname, response));
  });
  await logIn(page, running, RESIDENT.phone);
  await page.getByRole("img", { name: /健康码/ }).waitFor();
  await page.waitForLoadState("networkidle");

  const fetched = await Promise.all(seen.values());
  const scripts = fetched.filter(({ path }) => path.endsWith(".js"));
  process.stdout.write(`first load: ${total(fetched)} bytes gzipped, scripts ${total(scripts)}\n`);
  expect(scripts.length).toBeGreaterThan(0);
  expect(total(scripts)).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
  expect(total(fetched)).toBeLessThanOrEqual(MAX_ALL_BYTES);
});

async function weighed(path: string, response: Response): Promise<Fetched> {
  const body = await response.body().catch(() => Buffer.alloc(0));
  return { path, gzipped: gzipSync(body).length };
}

function total(fetched: readonly Fetched[]): number {
  return fetched.reduce((sum, { gzipped }) => sum + gzipped, 0);
}
