/** Controls Chromium by the DevTools protocol itself, from version 80 on, because no present driver supports such an old version. */
import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import {
  callText,
  DESK_SIZE,
  type Engine,
  type EngineStart,
  PHONE_SIZE,
  type Program,
  startProgram,
  type Tab,
} from "./engine.ts";
import { openWire, type Wire } from "./wire.ts";

/** The arguments of the program. `--single-process` is there because the available build of Chromium 80 runs in one process only. */
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--single-process",
  "--no-zygote",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--hide-scrollbars",
  "--remote-debugging-port=0",
  "--host-resolver-rules=MAP *.localhost 127.0.0.1",
];

const evaluation = z.object({
  result: z.object({ value: z.string().optional() }),
  exceptionDetails: z
    .object({ text: z.string(), exception: z.object({ description: z.string().optional() }).optional() })
    .optional(),
});

export async function startChromium({ program, profile, keyHash, dark }: EngineStart): Promise<Engine> {
  const args = [...ARGUMENTS, `--user-data-dir=${profile}`, `--ignore-certificate-errors-spki-list=${keyHash}`];
  const started = await startTwice(() => startProgram(program, args, { awaited: /DevTools listening on (ws:\S+)/ }));
  const wire = await openWire(started.said);
  const { product } = await wire.send("Browser.getVersion", {}, z.object({ product: z.string() }));
  const close = async () => {
    wire.close();
    await started.stop();
  };
  return { version: product, openTab: ({ desk = false } = {}) => openTab(wire, desk, dark), close };
}

/** Starts a program, and starts it a second time if the first start fails: on a busy machine Chromium 80 sometimes ends before it listens. */
function startTwice(start: () => Promise<Program>): Promise<Program> {
  return start().catch(start);
}

async function openTab(wire: Wire, desk: boolean, dark: boolean): Promise<Tab> {
  const { targetId } = await wire.send("Target.createTarget", { url: "about:blank" }, z.object({ targetId: z.string() }));
  const attached = z.object({ sessionId: z.string() });
  const { sessionId } = await wire.send("Target.attachToTarget", { targetId, flatten: true }, attached);
  const send = <T>(method: string, params: object, shape: z.ZodType<T>) => wire.send(method, params, shape, sessionId);
  const size = desk
    ? { ...DESK_SIZE, deviceScaleFactor: 1, mobile: false }
    : { ...PHONE_SIZE, deviceScaleFactor: 2, mobile: true };
  await send("Emulation.setDeviceMetricsOverride", size, z.unknown());
  // This build has no sound, and a page that asks for some, or for a list of all devices, ends it. Without a window it is always an English browser.
  const source = `
    delete globalThis.AudioContext;
    if (navigator.mediaDevices) navigator.mediaDevices.enumerateDevices = async () => [];
    Object.defineProperty(navigator, "languages", { get: () => ["zh-CN"] });`;
  await send("Page.enable", {}, z.unknown());
  await send("Page.addScriptToEvaluateOnNewDocument", { source }, z.unknown());
  const features = [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }];
  await send("Emulation.setEmulatedMedia", { features }, z.unknown());

  const run: Tab["run"] = async (act, ...given) => {
    const params = { expression: callText(act, given), awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await send("Runtime.evaluate", params, evaluation);
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return JSON.parse(result.value ?? "null");
  };
  return {
    run,
    open: async (url) => {
      await send("Page.navigate", { url }, z.unknown());
      // The navigation's answer comes when it has begun, so this waits for the end.
      for (let state = ""; state !== "complete"; await setTimeout(50))
        state = await run(() => document.readyState).catch(() => "");
    },
    picture: async () => {
      // Chromium does not paint a page that is behind another one.
      await send("Page.bringToFront", {}, z.unknown());
      const { data } = await send("Page.captureScreenshot", { format: "png" }, z.object({ data: z.string() }));
      return Buffer.from(data, "base64");
    },
  };
}
