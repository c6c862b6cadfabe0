/** Controls WebKitGTK by WebDriver over HTTP: its MiniBrowser runs on a virtual screen (Xvfb). */
import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import { LOCALE, localeFolder } from "../../../tools/engines/find.ts";
import { freePorts } from "../../../tools/free-ports.ts";
import { callText, DESK_SIZE, type Engine, type EngineStart, PHONE_SIZE, startProgram, type Tab } from "./engine.ts";

/** The size of the virtual screen, with room for MiniBrowser's window: the page and the bars around it. */
const SCREEN = "1500x1100x24";
const FIRST_PORT = 24_440;
const SCRIPT_MS = 60_000;

const opened = z.object({
  sessionId: z.string(),
  capabilities: z.object({ browserName: z.string(), browserVersion: z.string() }),
});

type Ask = <T>(method: "POST" | "GET", path: string, shape: z.ZodType<T>, body?: object) => Promise<T>;

/** Returns a function that sends a WebDriver command and returns the `value` of the answer. */
function askAt(base: string): Ask {
  return async (method, path, shape, body) => {
    const answer = await fetch(base + path, { method, ...(method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return shape.parse(z.object({ value: z.unknown() }).parse(JSON.parse(text)).value);
  };
}

export async function startWebKit({ program, profile, dark }: EngineStart): Promise<Engine> {
  const screen = await startProgram("Xvfb", ["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"], {
    awaited: /^(\d+)\s/,
  });
  const [port = FIRST_PORT] = await freePorts(FIRST_PORT, 1);
  const env = {
    DISPLAY: `:${screen.said}`,
    HOME: profile,
    XDG_RUNTIME_DIR: profile,
    // Without a locale the page's language would be "C", which formatters refuse.
    LC_ALL: LOCALE,
    LOCPATH: localeFolder,
    GDK_BACKEND: "x11",
    GTK_THEME: dark ? "Adwaita:dark" : "Adwaita",
    GSETTINGS_BACKEND: "memory",
    NO_AT_BRIDGE: "1",
  };
  const driver = await startProgram("WebKitWebDriver", [`--port=${port}`], { env });
  const close = async () => {
    await driver.stop();
    await screen.stop();
  };
  try {
    const driverAt = askAt(`http://127.0.0.1:${port}`);
    while (!(await driverAt("GET", "/status", z.object({ ready: z.boolean() })).catch(() => ({ ready: false }))).ready)
      await setTimeout(50);
    const wanted = { acceptInsecureCerts: true, "webkitgtk:browserOptions": { binary: program, args: ["--automation"] } };
    const { sessionId, capabilities } = await driverAt("POST", "/session", opened, { capabilities: { alwaysMatch: wanted } });
    const ask = askAt(`http://127.0.0.1:${port}/session/${sessionId}`);
    await ask("POST", "/timeouts", z.unknown(), { script: SCRIPT_MS, pageLoad: SCRIPT_MS });
    const version = `${capabilities.browserName} ${capabilities.browserVersion}`;
    return { version, openTab: ({ desk = false } = {}) => openTab(ask, desk), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openTab(ask: Ask, desk: boolean): Promise<Tab> {
  const { handle } = await ask("POST", "/window/new", z.object({ handle: z.string() }), { type: "window" });
  const front = () => ask("POST", "/window", z.unknown(), { handle });
  const run: Tab["run"] = async (act, ...given) => {
    await front();
    const script = `const done = arguments[0]; ${callText(act, given)}.then((text) => done({ text }), (error) => done({ error: String(error) }));`;
    const shape = z.object({ text: z.string().optional(), error: z.string().optional() });
    const { text, error } = await ask("POST", "/execute/async", shape, { script, args: [] });
    if (text === undefined) throw new Error(error);
    return JSON.parse(text);
  };
  await front();
  const { width, height } = desk ? DESK_SIZE : PHONE_SIZE;
  // Sets the window's size, and then adds the measured size of its bars, so that the page has the wanted size.
  await ask("POST", "/window/rect", z.unknown(), { x: 0, y: 0, width, height });
  const inner = await run(() => ({ width: innerWidth, height: innerHeight }));
  await ask("POST", "/window/rect", z.unknown(), { width: 2 * width - inner.width, height: 2 * height - inner.height });
  return {
    run,
    open: async (url) => {
      await front();
      await ask("POST", "/url", z.unknown(), { url }).catch(() => undefined);
    },
    picture: async () => {
      await front();
      return Buffer.from(await ask("GET", "/screenshot", z.string()), "base64");
    },
  };
}
