/** `npm run build`: builds the files of the phone, the division packs, the licence texts, the deployed worker and the worker for one machine. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root, run } from "./command.ts";
import { bundleWorker } from "./worker-bundle.ts";
import { builtFingerprint, fingerprintFile, sourceFingerprint } from "./fingerprint.ts";

/** The largest size of what the deployed worker reads at its start, gzipped, by quality.md; a larger one makes the build fail. */
const MAX_WORKER_GZIP_BYTES = 320 * 1024;

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

// vite.config.ts imports the table of screens. With the default loader Vite would bundle the configuration with all screens; "native" lets Node load it.
const STEPS: readonly Step[] = [
  { name: "phone and workbench", command: "vite", args: ["build", "--configLoader", "native", "--logLevel", "warn"] },
  { name: "divisions", command: "node", args: ["tools/divisions.ts", "dist/client/divisions"] },
  { name: "licences", command: "node", args: ["tools/licences.ts", "dist/client"] },
  { name: "verifier for others", command: "node", args: ["tools/verify-package.ts"] },
];
/** The worker scripts: the source of the exports, and the folder of the modules. */
const WORKERS = { "src/worker.ts": "dist/worker", "src/local/worker.ts": "dist/local" } as const;

/**
 * Builds into `dist/`, unless the last complete build was of the same sources and `force` is not set. Rejects with the output of the step that failed, and if the deployed worker is too large.
 */
export async function build(options: { readonly force?: boolean } = {}): Promise<void> {
  const fingerprint = sourceFingerprint();
  if (options.force !== true && builtFingerprint() === fingerprint) return;
  rmSync(fingerprintFile, { force: true });
  mkdirSync(join(root, "dist", "client"), { recursive: true });
  for (const step of STEPS) {
    process.stdout.write(`Building: ${step.name} …\n`);
    const { status, output } = await run(step.command, step.args, { capture: true });
    if (status !== 0) throw new Error(`Building "${step.name}" failed with exit code ${status}:\n${output}`);
  }
  process.stdout.write("Building: workers …\n");
  for (const [entry, outDir] of Object.entries(WORKERS)) await bundleWorker(entry, outDir);
  reportWorkerSize();
  writeFileSync(fingerprintFile, fingerprint);
}

function reportWorkerSize(): void {
  const path = join(root, "dist/worker/worker.js");
  const gzipped = gzipSync(readFileSync(path), { level: 9 }).length;
  process.stdout.write(`Worker: ${kilobytes(statSync(path).size)} KB, ${kilobytes(gzipped)} KB gzipped\n`);
  if (gzipped > MAX_WORKER_GZIP_BYTES)
    throw new Error(`The worker is larger than ${kilobytes(MAX_WORKER_GZIP_BYTES)} KB gzipped`);
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}

if (import.meta.main) await build({ force: process.argv.includes("--force") });
