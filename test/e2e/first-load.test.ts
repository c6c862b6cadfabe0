/** The files that a resident's phone loads before its first use. Goals: quality.md, Speed. */
import { gzipSync } from "node:zlib";
import type { Browser, Page, Response } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, openPhone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";

const MAX_ALL_BYTES = 45 * 1024;
const MAX_SCRIPT_BYTES = 31 * 1024;

interface LoadedFile {
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

test("a first visit up to the phone number loads at most 45 KB, of which at most 31 KB are script", async () => {
  const { page } = await openPhone(browser, origin());
  const files = watch(page);
  await page.goto("/");
  await page.getByLabel("手机号").waitFor();
  await expectSmall("first visit", page, files);
});

test("a first visit loads no file of the code's own screen", async () => {
  const { page } = await openPhone(browser, origin());
  const files = watch(page);
  await page.goto("/");
  await page.getByLabel("手机号").waitFor();
  await page.waitForLoadState("networkidle");
  expect([...files.keys()].filter((request) => request.includes("/assets/code-"))).toEqual([]);
});

test("a resident's code loads at most 45 KB without a cache, of which at most 31 KB are script", async () => {
  const { page } = await openPhone(browser, origin());
  await logIn(page, running, RESIDENT.phone);
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  const files = watch(page);
  await page.reload();
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await expectSmall("code", page, files);
});

function origin(): string {
  return `http://${HOSTS.resident}:${running.port}`;
}

/** Records the files that a page loads from the network, the cache or the service worker; the key is the method with the path. */
function watch(page: Page): ReadonlyMap<string, Promise<LoadedFile>> {
  const files = new Map<string, Promise<LoadedFile>>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    files.set(`${response.request().method()} ${pathname}`, weighed(pathname, response));
  });
  return files;
}

async function expectSmall(what: string, page: Page, files: ReadonlyMap<string, Promise<LoadedFile>>): Promise<void> {
  await page.waitForLoadState("networkidle");
  const fetched = await Promise.all(files.values());
  const scripts = fetched.filter(({ path }) => path.endsWith(".js"));
  const [all, script] = [total(fetched), total(scripts)];
  process.stdout.write(`first load, ${what}: ${all} bytes gzipped, of that script ${script}\n`);
  expect(
    { scripts: scripts.length > 0, script: script <= MAX_SCRIPT_BYTES, all: all <= MAX_ALL_BYTES },
    JSON.stringify(fetched),
  ).toEqual({
    scripts: true,
    script: true,
    all: true,
  });
}

async function weighed(path: string, response: Response): Promise<LoadedFile> {
  const body = await response.body().catch(() => Buffer.alloc(0));
  return { path, gzipped: gzipSync(body).length };
}

function total(fetched: readonly LoadedFile[]): number {
  return fetched.reduce((sum, { gzipped }) => sum + gzipped, 0);
}
