/**
 * `npm test`: runs the checks and the tests in parallel lanes, also tests in a real browser. Prints the seconds of each step and, in the last line,
 * the numbers of passed and failed.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { build } from "./build.ts";
import { needChromium } from "./chromium.ts";
import { root, run } from "./command.ts";
import { needEngines } from "./engines/find.ts";
import { useMemoryDisk } from "./memory-disk.ts";
import { needPython } from "./python.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
  /** What failed, and why. */
  readonly failures: readonly string[];
}

interface Step {
  readonly name: string;
  readonly act: () => Promise<Count>;
}

interface Outcome extends Count {
  readonly name: string;
  readonly seconds: number;
}

const LINTED = ["src", "packages", "test", "bench", "tools", "vite.config.ts", "vitest.config.ts"];

const BUILD = step("build", () => build());

/**
 * The lanes run in parallel, the steps of a lane one after the other. The first one begins beside the build: its tests of the build come minutes later. More lanes
 * than cores end no earlier, and each test waits longer for its turn.
 */
const BESIDE_BUILD: readonly Step[] = [
  check("types", "tsc", ["-b"]),
  check("lint", "oxlint", ["--type-aware", "--deny-warnings", ...LINTED]),
  check("format", "oxfmt", ["--check"]),
  check("dead exports", "knip", []),
  check("interface document", "node", ["tools/openapi.ts"]),
  project("pure"),
  project("workerd"),
  project("conformance"),
  project("engines"),
];
const AFTER_BUILD: readonly Step[] = [check("floor of the phone's files", "node", ["tools/floor.ts"]), project("e2e")];

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) })),
    }),
  ),
});
/** The most letters of each end of a failure's text that are said again at the end of the run: of a long output only a part may be kept. */
const REPEATED = 800;

function check(name: string, command: string, args: readonly string[]): Step {
  return step(name, async () => {
    const { status, output } = await run(command, args, { capture: true });
    if (status !== 0) throw new Error(output);
  });
}

/** A step that counts as one test, which fails if `act` rejects. */
function step(name: string, act: () => Promise<unknown>): Step {
  const counted = async (): Promise<Count> => {
    try {
      await act();
      return { passed: 1, failed: 0, failures: [] };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      process.stdout.write(`${text}\n`);
      return { passed: 0, failed: 1, failures: [`${name}\n${text}`] };
    }
  };
  return { name, act: counted };
}

/** A step that runs the tests of one Vitest project. A file that does not load, a skipped test, and a bad exit code without a failed test each count as failed. */
function project(name: string): Step {
  const act = async (): Promise<Count> => {
    const report = join(root, ".cache", `vitest-${name}.json`);
    rmSync(report, { force: true });
    const args = ["run", "--project", name, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { status } = await run("vitest", args, { prefix: `${name} | `, env: { NO_COLOR: "1" } });
    const { passed, failed, failures } = readCount(report);
    return { passed, failed: failed + (status !== 0 && failed === 0 ? 1 : 0), failures };
  };
  return { name, act };
}

function readCount(report: string): Count {
  try {
    const read = vitestReport.parse(JSON.parse(readFileSync(report, "utf8")));
    const unloaded = read.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
    const failures = read.testResults.flatMap(({ name, message, assertionResults }) => [
      ...(message === "" ? [] : [`${name}\n${message}`]),
      ...assertionResults
        .filter(({ status }) => status === "failed")
        .map(({ fullName, failureMessages }) => `${name} > ${fullName}\n${failureMessages.join("\n")}`),
    ]);
    const failed = read.numFailedTests + read.numPendingTests + read.numTodoTests + unloaded;
    return { passed: read.numPassedTests, failed, failures };
  } catch (error) {
    return { passed: 0, failed: 1, failures: [`${report}\n${String(error)}`] };
  }
}

function shorten(text: string): string {
  return text.length <= 2 * REPEATED ? text : `${text.slice(0, REPEATED)}\n[…]\n${text.slice(-REPEATED)}`;
}

async function runStep({ name, act }: Step): Promise<Outcome> {
  const begun = performance.now();
  const count = await act();
  const seconds = secondsSince(begun);
  const word = count.failed === 0 ? "passed" : "FAILED";
  process.stdout.write(`${word}: ${name} (${count.passed} passed, ${count.failed} not, ${seconds} s)\n`);
  return { ...count, name, seconds };
}

async function runLane(lane: readonly Step[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const each of lane) outcomes.push(await runStep(each));
  return outcomes;
}

function secondsSince(begun: number): number {
  return Math.round((performance.now() - begun) / 1000);
}

async function main(): Promise<number> {
  mkdirSync(join(root, ".cache"), { recursive: true });
  // A missing program is installed before the time is measured: the seconds are those of checks and tests.
  const programs = [
    await runStep(step("browser", needChromium)),
    await runStep(step("other engines", needEngines)),
    await runStep(step("Python", needPython)),
  ];
  const begun = performance.now();
  const removeFiles = useMemoryDisk();
  const building = runStep(BUILD);
  const afterBuild = building.then(() => runLane(AFTER_BUILD));
  const lanes = await Promise.all([runLane(BESIDE_BUILD), building.then((built) => [built]), afterBuild]);
  removeFiles();
  const all = [...programs, ...lanes.flat()];
  const times = lanes.map((lane) => lane.map(({ name, seconds }) => `${name} ${seconds}`).join(", "));
  for (const failure of all.flatMap(({ failures }) => failures)) process.stdout.write(`\nFailed: ${shorten(failure)}\n`);
  process.stdout.write(`Seconds: ${times.join("; beside them ")}; together ${secondsSince(begun)}\n`);
  const passed = all.reduce((sum, count) => sum + count.passed, 0);
  const failed = all.reduce((sum, count) => sum + count.failed, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
