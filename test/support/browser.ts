/** Phones for the end-to-end tests: Chromium pages of phone size, each in its own context, so that logins stay apart. */
import { setTimeout } from "node:timers/promises";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { needChromium } from "../../tools/chromium.ts";
import { showToCamera, takeCamera } from "./camera.ts";
import { LOADED_MS } from "./patience.ts";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const FRAME_MS = 300;

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The uncaught errors of the page and its console errors, such as violations of its content security policy, but not failed requests. */
  readonly errors: readonly string[];
}

/** The Chromium of this process. Its start costs two seconds, so that the files of a worker share it; it ends with the process. */
let chromiumOfProcess: Promise<Browser> | undefined;
/** The last requests of each open page that failed or were refused. */
const troubleOf = new WeakMap<Page, string[]>();
const MOST_TROUBLE = 12;

/**
 * A browser of the caller's own: `close` closes the contexts that the caller has opened, and no others.
 * @param serviceWorkers `allow` for tests of what a phone does without a network. The others do without: each first visit would store all files of the app, which is
 *   a third of its processor time.
 */
export async function openBrowser(serviceWorkers: "allow" | "block" = "block"): Promise<Browser> {
  chromiumOfProcess ??= needChromium().then((executablePath) =>
    // Without a locale Chromium gives no file a Chinese name.
    chromium.launch({ executablePath, args: ARGUMENTS, env: { ...process.env, LC_ALL: "C.UTF-8" } }),
  );
  const launched = await chromiumOfProcess;
  const opened: BrowserContext[] = [];
  const newContext: Browser["newContext"] = async (options) => {
    const context = await launched.newContext({ serviceWorkers, ...options });
    opened.push(context);
    return context;
  };
  const newPage: Browser["newPage"] = async (options) => (await newContext(options)).newPage();
  const close: Browser["close"] = async () => {
    await Promise.all(opened.map((context) => context.close()));
  };
  return Object.assign(Object.create(launched) as Browser, { newContext, newPage, close });
}

/** A phone in Wuhan, by default of 390×844, at double density, in Chinese; with `camera`, a canvas replaces its camera. */
export async function openPhone(
  browser: Browser,
  origin: string,
  options: { readonly camera?: boolean; readonly width?: number; readonly height?: number } = {},
): Promise<Phone> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: options.width ?? 390, height: options.height ?? 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    permissions: ["geolocation", ...(options.camera === true ? ["camera"] : [])],
    geolocation: { latitude: 30.6376, longitude: 114.4019, accuracy: 20 },
  });
  if (options.camera === true) await context.addInitScript(takeCamera);
  return openPage(context);
}

/** Opens a page in a context, with time limits for a loaded machine and a record of its errors. */
export async function openPage(context: BrowserContext): Promise<Phone> {
  context.setDefaultTimeout(LOADED_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  noteTrouble(page);
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) errors.push(message.text());
  });
  return { context, page, errors };
}

function noteTrouble(page: Page): void {
  const trouble: string[] = [];
  const note = (line: string) => {
    if (trouble.push(`${new Date().toISOString()} ${line}`) > MOST_TROUBLE) trouble.shift();
  };
  page.on("requestfailed", (request) => note(`${request.method()} ${request.url()} ${request.failure()?.errorText ?? ""}`));
  page.on("response", (answer) => {
    if (answer.status() >= 400) note(`${answer.request().method()} ${answer.url()} ${answer.status()}`);
  });
  troubleOf.set(page, trouble);
}

/** What each open page shows, and its last failed requests: the evidence of a test that failed. */
export async function describePages(): Promise<string> {
  const contexts = (await chromiumOfProcess)?.contexts() ?? [];
  const pages = contexts.flatMap((context) => context.pages());
  const described = pages.map(async (page) => {
    const words = await page
      .locator("body")
      .ariaSnapshot({ timeout: 5000 })
      .catch((error: unknown) => String(error));
    return [`${new Date().toISOString()} ${page.url()}`, words, ...(troubleOf.get(page) ?? [])].join("\n");
  });
  return (await Promise.all(described)).join("\n\n");
}

/**
 * Holds the code of one phone before another phone's camera while `act` runs: the camera sees the pixels of the code on `phone`,
 * in a new picture every 300 ms, so that it sees each new code.
 */
export async function whileHeld(phone: Page, camera: Page, act: () => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const seen = { pictures: 0, last: "none" };
  const pump = async () => {
    while (!stopping.signal.aborted) {
      // A busy browser sometimes gives no picture; the loop takes the next one. If none ever comes, `act` fails.
      const outcome = pictureOfCode(phone).then((picture) => camera.evaluate(showToCamera, picture.toString("base64")));
      await outcome.then(
        () => (seen.pictures += 1),
        (error: unknown) => (seen.last = String(error)),
      );
      await setTimeout(FRAME_MS);
    }
  };
  const pumping = pump();
  try {
    await act();
  } catch (error) {
    const said = await camera.evaluate(() => `${new Date().toISOString()} ${document.body.innerText}`).catch(String);
    throw new Error(`The camera got ${seen.pictures} pictures; the last failure: ${seen.last}; its page: ${said}`, {
      cause: error,
    });
  } finally {
    stopping.abort();
    await pumping;
  }
}

/** A PNG of the QR symbol with its margin. A picture of the whole screen would take four times as long and slow the other phone's page. */
async function pictureOfCode(phone: Page): Promise<Buffer> {
  const clip = await phone.getByRole("img", { name: "健康码二维码" }).boundingBox({ timeout: 1000 });
  if (clip === null) throw new Error("no code is shown");
  return await phone.screenshot({ type: "png", scale: "css", clip });
}
