/** A worker of workers/, bundled and alone in a workerd, for functions that are measured within one isolate. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { type Runtime, startWorkerd } from "./workerd.ts";
import { worker } from "./workerd-config.ts";

export interface FunctionWorker {
  /** Sends a request with a JSON body, and returns the JSON answer. */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /**
   * The seconds of processor time that a request to this path takes, per piece of work.
   * @param wanted how many pieces must be good @param pieces the number of pieces, if it is another
   */
  readonly secondsPerPiece: (path: string, wanted: number, pieces?: number) => Promise<number>;
}

interface Answer {
  readonly good?: number;
  readonly signatures?: number;
}

/** Runs the measurement with a worker that answers `{good}`, the number of good pieces of work. @param module the address of a file of workers/ */
export async function inFunctionWorker<T>(module: URL, measure: (worker: FunctionWorker) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "yima-bench-bundle-"));
  try {
    await bundle(module, folder);
    const runtime = await startWorkerd({
      services: [worker({ name: "function", module: "function.js", compatibilityDate: "2026-10-20" })],
      sockets: [{ name: "function", service: "function" }],
      modules: { "function.js": join(folder, "function.js") },
    });
    try {
      return await measure(askedOf(runtime));
    } finally {
      await runtime.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function askedOf(runtime: Runtime): FunctionWorker {
  const ask: FunctionWorker["ask"] = async (method, path, body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${runtime.port("function")}${path}`, init);
    return (await response.json()) as Answer;
  };
  return {
    ask,
    async secondsPerPiece(path, wanted, pieces = wanted) {
      const before = clock(runtime);
      const { good } = await ask("POST", path);
      if (good !== wanted) throw new Error(`${path}: ${good} of ${wanted} were good`);
      return (clock(runtime) - before) / pieces;
    },
  };
}

/** A clock in seconds: the processor time of the runtime, so that other processes do not count; on systems other than Linux the elapsed time. */
function clock(runtime: Runtime): number {
  const cpu = runtime.cpuSeconds();
  return Number.isNaN(cpu) ? performance.now() / 1000 : cpu;
}

async function bundle(module: URL, outDir: string): Promise<void> {
  const entry = fileURLToPath(module);
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: { outDir, target: "esnext", minify: true, lib: { entry, formats: ["es"], fileName: () => "function.js" } },
  });
}
