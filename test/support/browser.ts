/** Phones for the end-to-end tests: Chromium pages at phone size, one context for each person, so that logins do not mix. */
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

const FRAME_MS = 150;

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong on the page: uncaught errors, and whatever its policy blocked. */
  readonly errors: readonly string[];
}

export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: await needChromium(), args: ARGUMENTS });
}

/** A phone in Wuhan, 390×844 at twice the density, in Chinese; `camera` puts a canvas in place of its camera. */
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
  context.setDefaultTimeout(LOADED_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) errors.push(message.text());
  });
  return { context, page, errors };
}

/**
 * Holds the code of one phone before another phone's camera while `act` runs: the camera sees the pixels of the code on `shown`,
 * taken again all the time, so that a code that changes is seen to change.
 */
export async function whileHeld(shown: Page, camera: Page, act: () => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const pump = async () => {
    while (!stopping.signal.aborted) {
      await pictureOfCode(shown)
        .then((picture) => camera.evaluate(showToCamera, picture.toString("base64")))
        // A busy browser sometimes has no frame to give: a hand that shakes. What never comes is seen by `act`.
        .catch(() => undefined);
      await setTimeout(FRAME_MS);
    }
  };
  const held = pump();
  try {
    await act();
  } finally {
    stopping.abort();
    await held;
  }
}

/** The symbol with its margin. A picture of the whole screen takes four times as long, all of it taken from what the camera's page does. */
async function pictureOfCode(shown: Page): Promise<Buffer> {
  const clip = await shown.getByRole("img", { name: "健康码二维码" }).boundingBox({ timeout: 1000 });
  if (clip === null) throw new Error("no code is shown");
  return await shown.screenshot({ type: "png", scale: "css", clip });
}
