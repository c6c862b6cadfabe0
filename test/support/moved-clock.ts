/** Starts the built system with a moved clock: its `Date` and its alarms are shifted. It can be started again at another moment on the same state. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../tools/command.ts";
import { type Embedded, type EmbeddedOptions, startEmbedded } from "../../tools/embedded.ts";
import { Visitor } from "../../tools/visitor.ts";
import { TEST_OPERATORS } from "./operators.ts";
import { QUICK_DUTIES, type Running, TEST_MASTER_KEY } from "./running.ts";
import { removeState } from "./state.ts";

declare global {
  var yimaMachineDate: DateConstructor | undefined;
}

const OFFSET = "TEST_CLOCK_OFFSET_MS";

/** Code in front of the worker's own. workerd's alarms follow the real clock, so each alarm is shifted back when it is set, and forward when it is read. */
const PREFIX = `
import { DurableObject as RealObject, WorkerEntrypoint as RealEntrypoint, env as clockEnv } from "cloudflare:workers";
const clockOffset = Number(clockEnv.${OFFSET});
const RealDate = Date;
globalThis.Date = class Date extends RealDate {
  constructor(...parts) { if (parts.length === 0) super(RealDate.now() + clockOffset); else super(...parts); }
  static now() { return RealDate.now() + clockOffset; }
};
class MovedObject extends RealObject {
  constructor(state, env) {
    super(state, env);
    const { storage } = state;
    const [setAlarm, getAlarm] = [storage.setAlarm.bind(storage), storage.getAlarm.bind(storage)];
    Object.defineProperty(storage, "setAlarm", { value: (at, options) => setAlarm(Number(at) - clockOffset, options) });
    const put = env.PUBLISHED.put.bind(env.PUBLISHED);
    Object.defineProperty(env.PUBLISHED, "put", { configurable: true, value: (key, value, { expiration, ...rest } = {}) =>
      put(key, value, { ...rest, ...(expiration && { expirationTtl: Math.max(60, Math.ceil(expiration - Date.now() / 1000)) }) }) });
    Object.defineProperty(storage, "getAlarm", { value: async (options) => {
      const at = await getAlarm(options);
      return at === null ? null : at + clockOffset;
    } });
  }
}
`;

const MOVED: Readonly<Record<string, string>> = { DurableObject: "MovedObject", WorkerEntrypoint: "RealEntrypoint" };

function moved(text: string): string {
  const own = text.replaceAll(/import\s*\{([^}]*)\}\s*from\s*"cloudflare:workers";?/g, (_, names: string) =>
    names
      .split(",")
      .map((each) => each.trim().split(" as "))
      .map(([name = "", local = name]) => `const ${local}=${MOVED[name] ?? name};`)
      .join(""),
  );
  return PREFIX + own;
}

/** A build that can run here. */
export interface Build extends Pick<EmbeddedOptions, "client" | "bindings"> {
  /** The directory with `wrangler.toml` and `dist/`. */
  readonly home: string;
}

/** The build of this repository. */
export const THIS_BUILD: Build = { home: root };

export interface MovedSystem extends Pick<Running, "port" | "state" | "visitor" | "dispose"> {
  /** The system's time minus the real time, ms. */
  readonly offsetMs: () => number;
  /** Stops the system and starts it at another moment, at the same address and on the same state. @param build default: the one that has run */
  readonly moveTo: (moment: string, build?: Build) => Promise<void>;
}

/** Starts a system. @param moment the time at its start, ISO 8601; the clock runs on from it */
export async function startAt(moment: string, first = THIS_BUILD): Promise<MovedSystem> {
  const state = mkdtempSync(join(tmpdir(), "yima-"));
  let [running, offsetMs] = [first, 0];
  const start = async (at: string, port: number, build: Build): Promise<Embedded> => {
    [running, offsetMs] = [build, Date.parse(at) - Date.now()];
    const bindings = { ...QUICK_DUTIES, YIMA_OPERATORS: TEST_OPERATORS, ...build.bindings, [OFFSET]: String(offsetMs) };
    return startEmbedded({ ...build, port, persist: state, masterKey: TEST_MASTER_KEY, change: moved, bindings });
  };
  let embedded = await start(moment, 0, first);
  const { port } = embedded;
  return {
    port,
    state,
    visitor: (host = "wuhan.localhost") => new Visitor(port, host),
    offsetMs: () => offsetMs,
    moveTo: async (later, build = running) => {
      await embedded.dispose();
      embedded = await start(later, port, build);
    },
    dispose: async () => {
      await embedded.dispose();
      removeState(state);
    },
  };
}

/** Runs inside the page: its clock is `byMs` ahead of the machine's, however often it was moved before. A page may load again between two calls. */
export function movePageClock(byMs: number): void {
  const Machine = (globalThis.yimaMachineDate ??= Date);
  globalThis.Date = class extends Machine {
    constructor(...parts: readonly unknown[]) {
      super(...((parts.length === 0 ? [Machine.now() + byMs] : parts) as [number]));
    }
    static override now(): number {
      return Machine.now() + byMs;
    }
  } as DateConstructor;
}

/** A script for a page: moves its `Date` by a number that outlives a reload, at first ten minutes back. */
export const MOVABLE_CLOCK = `{
  const Before = Date;
  const moved = () => Before.now() + Number(sessionStorage.getItem("moved") ?? "-600000");
  globalThis.Date = class extends Before {
    constructor(...parts) { if (parts.length === 0) super(moved()); else super(...parts); }
    static now() { return moved(); }
  };
}`;

/** Moves the clock of a page with that script. */
export async function moveClock(page: Page, byMs: number): Promise<void> {
  await page.evaluate((ms) => sessionStorage.setItem("moved", String(ms)), byMs);
}
