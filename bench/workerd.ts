/** Starts workerd itself, without Miniflare, and reads the ports of its sockets, its processor time and its memory. */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { workerdBinary } from "../tools/workerd.ts";
import { type ServiceText, type SocketShape, workerdConfig } from "./workerd-config.ts";

const START_MILLISECONDS = 15_000;
/** The name of the inspector among the ports. */
const INSPECTOR = "inspector";

export interface Runtime {
  /** The port of a named socket on 127.0.0.1. */
  readonly port: (socket: string) => number;
  /** The port of the inspector (Chrome DevTools Protocol); undefined if none was asked for. */
  readonly inspectorPort: number | undefined;
  /** Processor time of all threads since the start, in seconds; NaN on systems other than Linux. */
  readonly cpuSeconds: () => number;
  /** Memory of the process now, in MB; NaN on systems other than Linux. */
  readonly residentMegabytes: () => number;
  /** Ends the process. Removes its directory, unless the caller gave the directory. */
  readonly stop: () => Promise<void>;
}

export interface Setting {
  readonly services: readonly ServiceText[];
  readonly sockets: readonly SocketShape[];
  /** The paths of the module files, by the file name in the services. */
  readonly modules: Readonly<Record<string, string>>;
}

/** Makes a directory for the state of a runtime, for a caller that starts several runtimes with the same state. */
export function newHome(): string {
  return mkdtempSync(join(tmpdir(), "yima-bench-"));
}

/**
 * Starts one workerd with these services; its sockets listen on free ports of 127.0.0.1.
 * @param existingHome the directory of the state, which stays afterwards; without it a new one is made and removed at the end
 * @param inspected whether the inspector listens too
 */
export async function startWorkerd(
  { services, sockets, modules }: Setting,
  existingHome?: string,
  inspected = false,
): Promise<Runtime> {
  const home = existingHome ?? newHome();
  mkdirSync(join(home, "objects"), { recursive: true });
  for (const [name, path] of Object.entries(modules)) copyFileSync(path, join(home, name));
  writeFileSync(join(home, "config.capnp"), workerdConfig(services, sockets, join(home, "objects")));
  const inspector = inspected ? ["--inspector-addr=127.0.0.1:0"] : [];
  const child = spawn(workerdBinary(), ["serve", "--experimental", "--control-fd=3", ...inspector, "config.capnp"], {
    cwd: home,
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  // A bench that fails leaves no server behind.
  const killed = (): void => void child.kill();
  process.once("exit", killed);
  const ended = new Promise<void>((done) => {
    child.on("exit", () => {
      process.off("exit", killed);
      if (existingHome === undefined) rmSync(home, { recursive: true, force: true });
      done();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  const names = [...sockets.map(({ name }) => name), ...(inspected ? [INSPECTOR] : [])];
  try {
    const ports = await listening(child.stdio[3] as Readable, names, ended);
    const port = (socket: string): number => {
      const number = ports.get(socket);
      if (number === undefined) throw new Error(`no socket ${socket}`);
      return number;
    };
    const pid = child.pid ?? 0;
    return {
      port,
      inspectorPort: ports.get(INSPECTOR),
      cpuSeconds: () => cpuSeconds(pid),
      residentMegabytes: () => residentMegabytes(pid),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listening(control: Readable, wanted: readonly string[], ended: Promise<void>): Promise<ReadonlyMap<string, number>> {
  const ports = new Map<string, number>();
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error("workerd did not listen in time")), START_MILLISECONDS);
    void ended.then(() => failed(new Error("workerd ended; what it says above is the reason")));
    createInterface({ input: control }).on("line", (line) => {
      const event: unknown = JSON.parse(line);
      if (typeof event !== "object" || event === null || !("port" in event)) return;
      ports.set("socket" in event ? String(event.socket) : INSPECTOR, Number(event.port));
      if (!wanted.every((name) => ports.has(name))) return;
      clearTimeout(late);
      done(ports);
    });
  });
}

function cpuSeconds(pid: number): number {
  if (process.platform !== "linux") return Number.NaN;
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const [running = "0"] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ");
    return Number(running);
  });
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e9;
}

function residentMegabytes(pid: number): number {
  if (process.platform !== "linux") return Number.NaN;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}
