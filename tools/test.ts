/** `npm test`: every check and every test, a real browser included, and one closing line that says how many passed. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { build } from "./build.ts";
import { needChromium } from "./chromium.ts";
import { root, run } from "./command.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const CHECKS = [
  { name: "types", command: "tsc", args: ["-b"] },
  {
    name: "lint",
    command: "oxlint",
    args: ["--type-aware", "--deny-warnings", "src", "test", "bench", "tools", "vite.config.ts", "vitest.config.ts"],
  },
  { name: "format", command: "oxfmt", args: ["--check"] },
  { name: "dead exports", command: "knip", args: [] },
] as const;

/** Cheap first: what fails early is seen early. */
const PROJECTS = ["pure", "workerd", "conformance", "e2e"] as const;

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

async function check(name: string, command: string, args: readonly string[]): Promise<Count> {
  const { status, output } = await run(command, args, { capture: true });
  if (status !== 0) process.stdout.write(`${output}\n`);
  return said(name, status === 0);
}

/** Runs one step that counts as one. */
async function step(name: string, act: () => Promise<unknown>): Promise<Count> {
  try {
    await act();
    return said(name, true);
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return said(name, false);
  }
}

/** Counts the tests of one project. A file that could not be loaded, a skipped test and a silent failure each count as failed. */
async function project(name: string): Promise<Count> {
  const report = join(root, ".cache", `vitest-${name}.json`);
  rmSync(report, { force: true });
  const args = ["run", "--project", name, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  // Escape codes are for a person who watches.
  const { status } = await run("vitest", args, process.stdout.isTTY ? {} : { env: { NO_COLOR: "1" } });
  const count = readCount(report);
  const silent = status !== 0 && count.failed === 0 ? 1 : 0;
  process.stdout.write(`${name}: ${count.passed} passed, ${count.failed + silent} not\n`);
  return { passed: count.passed, failed: count.failed + silent };
}

function readCount(report: string): Count {
  try {
    const read = vitestReport.parse(JSON.parse(readFileSync(report, "utf8")));
    const unloaded = read.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
    return { passed: read.numPassedTests, failed: read.numFailedTests + read.numPendingTests + read.numTodoTests + unloaded };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function said(name: string, passed: boolean): Count {
  process.stdout.write(`${passed ? "passed" : "FAILED"}: ${name}\n`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

async function main(): Promise<number> {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const counts: Count[] = [];
  for (const { name, command, args } of CHECKS) counts.push(await check(name, command, args));
  counts.push(await step("build", () => build()));
  counts.push(await step("browser", needChromium));
  for (const name of PROJECTS) counts.push(await project(name));
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
