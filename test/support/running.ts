/** A system for one test file: the built local worker on a free port, with fresh state that is removed at the end. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Embedded, type EmbeddedOptions, startEmbedded } from "../../tools/embedded.ts";
import { Visitor } from "../../tools/visitor.ts";
import { TEST_OPERATORS } from "./operators.ts";
import { removeState } from "./state.ts";

/** The master secret of tested systems: 32 bytes in base64url that no deployment uses. */
export const TEST_MASTER_KEY = "dGVzdC1tYXN0ZXIta2V5LXRlc3QtbWFzdGVyLWtleSE";

/** The secret of the proxy in front of a tested deployed build. */
export const TEST_PROXY_SECRET = "proxy-of-the-tests-proxy-of-the-tests";

/** The deployed build. On one machine it serves only behind a proxy; requests that do not pass it share one limit. */
export const DEPLOYED = {
  script: "worker",
  entrypoint: "default",
  bindings: { YIMA_PROXY_SECRET: TEST_PROXY_SECRET },
} as const;

/** The setting with which a tested system delivers passes and reports counts after at most a second, instead of ten seconds and a minute. */
export const QUICK_DUTIES = { YIMA_DUTY_SECONDS: "1" } as const;

export interface Running extends Embedded {
  /** The directory of the system's state. */
  readonly state: string;
  readonly visitor: (host?: string) => Visitor;
  /** Stops the runtime and keeps the state's files. */
  readonly stop: () => Promise<void>;
}

interface StartOptions extends Pick<EmbeddedOptions, "script" | "change" | "entrypoint" | "bindings" | "secure"> {
  readonly masterKey?: string;
  /** A system that was stopped: this one goes on with its state, at its port. */
  readonly before?: Pick<Running, "state" | "port">;
}

/** Starts a system; `dispose` stops it and removes its state. */
export async function startRunning({ before, ...options }: StartOptions = {}): Promise<Running> {
  return runningOn(before?.state ?? mkdtempSync(join(tmpdir(), "yima-")), before?.port ?? 0, options);
}

/** Stops a system and starts it again on the same state and port, with its clock `aheadMs` ahead of this machine's. Alarms keep the real time. */
export async function goAhead(before: Running, aheadMs: number, bindings: EmbeddedOptions["bindings"] = {}): Promise<Running> {
  await before.stop();
  const change = (text: string) => `${clockAhead(aheadMs)}\n${text}`;
  return runningOn(before.state, before.port, { change, bindings });
}

function clockAhead(aheadMs: number): string {
  return `{ const Machine = Date; globalThis.Date = class extends Machine {
    constructor(...given) { if (given.length === 0) super(Machine.now() + ${aheadMs}); else super(...given); }
    static now() { return Machine.now() + ${aheadMs}; }
  }; }`;
}

/** The runtime that serves a state now, by the state's directory. */
const serving = new Map<string, Embedded>();

async function runningOn(state: string, port: number, options: Partial<EmbeddedOptions>): Promise<Running> {
  const bindings = { ...QUICK_DUTIES, YIMA_OPERATORS: TEST_OPERATORS, ...options.bindings };
  const embedded = await startEmbedded({ port, persist: state, masterKey: TEST_MASTER_KEY, ...options, bindings });
  serving.set(state, embedded);
  const dispose = async () => {
    await embedded.dispose();
    // Its state would be removed under a runtime that nobody stops.
    if (serving.get(state) !== embedded) throw new Error("The system was started again: dispose of the later one.");
    removeState(state);
  };
  const visitor = (host = "wuhan.localhost") => new Visitor(embedded.port, host);
  return { ...embedded, state, visitor, stop: embedded.dispose, dispose };
}
