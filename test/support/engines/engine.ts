/** The interface that the story needs of a browser engine that Playwright cannot control, and the start of the engine's program. */
import { spawn } from "node:child_process";

/** One page in a window of its own. */
export interface Tab {
  /** Opens an address. Resolves when the page is loaded, or when it has failed to load. */
  readonly open: (url: string) => Promise<void>;
  /** Runs a function inside the page. It is sent as text, so it may use only its arguments. Arguments and result must be JSON. */
  readonly run: <A extends readonly unknown[], R>(act: (...args: A) => R | Promise<R>, ...args: A) => Promise<R>;
  /** A PNG of what the page displays. */
  readonly picture: () => Promise<Buffer>;
}

export interface Engine {
  /** The name and version that the engine reports. */
  readonly version: string;
  /** Opens a page of the size of a phone. @param desk the size of an office PC instead */
  readonly openTab: (options?: { readonly desk?: boolean }) => Promise<Tab>;
  readonly close: () => Promise<void>;
}

/** The arguments of an engine's start: its program, a folder for its profile that is removed afterwards, and the certificate authority to trust. */
export interface EngineStart {
  readonly program: string;
  readonly profile: string;
  /** The SHA-256 of the authority's public key, base64. */
  readonly keyHash: string;
  /** Pages are told that the person prefers dark screens. */
  readonly dark: boolean;
}

export const PHONE_SIZE = { width: 390, height: 844 } as const;
export const DESK_SIZE = { width: 1366, height: 768 } as const;

/** JavaScript text that calls a function in the page. The result is JSON text, so that all engines return it in the same form. */
export function callText(act: (...args: never) => unknown, args: readonly unknown[]): string {
  const call = `(${act.toString()})(${args.map((each) => JSON.stringify(each)).join(",")})`;
  return `Promise.resolve(${call}).then((result) => JSON.stringify(result === undefined ? null : result))`;
}

export interface Program {
  /** What the first group of `awaited` matched in the program's output; empty without `awaited`. */
  readonly said: string;
  readonly stop: () => Promise<void>;
}

const STARTED_MS = 60_000;

/** Starts a program and waits until its output matches `awaited`, if that is given. Rejects with the output if the program ends before, or if a minute has passed. */
export function startProgram(
  command: string,
  args: readonly string[],
  { awaited, env = {} }: { readonly awaited?: RegExp; readonly env?: Readonly<Record<string, string>> },
): Promise<Program> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const gone = new Promise<void>((done) => child.once("close", () => done()));
  const stop = async () => {
    // Kills the whole process group, because engines start further processes.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await gone;
  };
  return new Promise((done, failed) => {
    if (awaited === undefined) {
      child.on("error", failed);
      child.once("spawn", () => done({ said: "", stop }));
      return;
    }
    let output = "";
    const timer = setTimeout(() => void stop().then(() => failed(new Error(`${command} says nothing: ${output}`))), STARTED_MS);
    const end = (reason: string) => {
      clearTimeout(timer);
      failed(new Error(`${command} ${reason}: ${output}`));
    };
    child.on("error", (error) => end(error.message));
    child.on("close", (code, signal) => end(`ended with ${code ?? signal}`));
    const hear = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000);
      const said = awaited.exec(output)?.[1];
      if (said === undefined) return;
      clearTimeout(timer);
      done({ said, stop });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
  });
}
