/** The time of `verifyCode` against that of the WebCrypto verifications in it, within one isolate of workerd. Goal: quality.md "Speed". */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { benchIssuer, liveCodes, liveCredentials, paperCodes } from "./codes.ts";
import { compare, type Figure } from "./rounds.ts";
import { type Runtime, startWorkerd } from "./workerd.ts";
import { worker } from "./workerd-config.ts";

const CODES = 2048;
const ROUNDS = 15;
const GOAL = 1.15;

/** Printed codes, which have only one signature. */
export function verifyFunction(): Promise<Figure> {
  return measured("verify_function", false);
}

/** Live codes of phones whose keys the isolate has in its cache; `verify_http_live_first` measures phones with new keys. */
export function verifyFunctionLive(): Promise<Figure> {
  return measured("verify_function_live", true);
}

async function measured(name: string, live: boolean): Promise<Figure> {
  const now = Date.now();
  const issuer = await benchIssuer(now);
  const codes = live ? await liveCodes(await liveCredentials(issuer, CODES, now)) : await paperCodes(issuer, CODES, now);
  const folder = mkdtempSync(join(tmpdir(), "yima-bench-bundle-"));
  try {
    await bundle(folder);
    const runtime = await startWorkerd({
      services: [worker({ name: "function", module: "function.js", compatibilityDate: "2026-10-20" })],
      sockets: [{ name: "function", service: "function" }],
      modules: { "function.js": join(folder, "function.js") },
    });
    try {
      const { signatures } = await ask(runtime, "PUT", "/", { codes, published: issuer.published, now });
      const perSignature = (path: string, wanted: number) => async () => {
        const before = clock(runtime);
        const { good } = await ask(runtime, "POST", path);
        if (good !== wanted) throw new Error(`${path}: ${good} of ${wanted} were good`);
        return ((clock(runtime) - before) / (signatures ?? Number.NaN)) * 1e6;
      };
      const verify = perSignature("/verify", codes.length);
      const bare = perSignature("/bare", signatures ?? 0);
      for (let warm = 0; warm < 3; warm += 1) await compare(1, verify, bare);
      return { name, unit: "µs/signature", goal: GOAL, better: "lower", ...(await compare(ROUNDS, verify, bare)) };
    } finally {
      await runtime.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A clock in seconds: the processor time of the runtime, so that other processes do not count; on systems other than Linux the elapsed time. */
function clock(runtime: Runtime): number {
  const cpu = runtime.cpuSeconds();
  return Number.isNaN(cpu) ? performance.now() / 1000 : cpu;
}

async function ask(
  runtime: Runtime,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly good?: number; readonly signatures?: number }> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`http://127.0.0.1:${runtime.port("function")}${path}`, init);
  return (await response.json()) as { readonly good?: number; readonly signatures?: number };
}

async function bundle(outDir: string): Promise<void> {
  const entry = fileURLToPath(new URL("./workers/function.ts", import.meta.url));
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: { outDir, target: "esnext", minify: true, lib: { entry, formats: ["es"], fileName: () => "function.js" } },
  });
}
