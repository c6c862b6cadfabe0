/** Runs the pure tests of a copy of the project, many times in one child process, which the parent can kill if a break causes an endless loop. */
import { fork } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { BaseSequencer, createVitest, type TestCase, type TestModule, type TestSpecification } from "vitest/node";

/** The result of a run: the first test that failed (null: none did) and the number of test files. */
interface Answer {
  readonly failure: string | null;
  readonly tests: number;
}
type Message = { readonly alive: true } | Answer;

export interface Runner {
  /** Runs the tests that import one of the files, the nearest first, until one fails. Null: they did not end. */
  run(files: readonly string[]): Promise<Answer | null>;
  stop(): void;
}

/** Starts the child process at the first run. @param tree the copy @param silenceMs the time without any result after which a run counts as endless */
export function startRunner(tree: string, silenceMs: number): Runner {
  let child: ReturnType<typeof fork> | null = null;
  const stop = (): void => {
    child?.kill("SIGKILL");
    child = null;
  };
  return {
    stop,
    run: (files) =>
      new Promise((done, fail) => {
        const running = (child ??= fork(import.meta.filename, [tree], { stdio: ["ignore", "ignore", "pipe", "ipc"] }));
        let errors = "";
        running.stderr?.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
        let timer: NodeJS.Timeout;
        const end = (act: () => void): void => {
          clearTimeout(timer);
          running.removeAllListeners();
          running.stderr?.removeAllListeners("data").resume();
          act();
        };
        const wait = (): void => {
          clearTimeout(timer);
          timer = setTimeout(() => {
            stop();
            end(() => done(null));
          }, silenceMs);
        };
        running.on("message", (message: Message) => ("alive" in message ? wait() : end(() => done(message))));
        running.on("exit", (code, signal) => {
          child = null;
          // Exit code 1 is a fault of this file. Any other end is the effect of a break, which may use all memory.
          if (code === 1) end(() => fail(new Error(`The process that runs the tests ended:\n${errors}`)));
          else end(() => done({ failure: `the tests end their process with ${signal ?? code}`, tests: 0 }));
        });
        running.send({ files });
        wait();
      }),
  };
}

/** Runs the test files in the order in which they are given. */
class GivenOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

async function serve(tree: string): Promise<void> {
  let failure: string | null = null;
  const fail = (name: string): void => {
    if (failure === null) void vitest.cancelCurrentRun("test-failure");
    failure ??= name;
  };
  const reporter = {
    onTestModuleStart: () => send({ alive: true }),
    onTestCaseResult: (test: TestCase) => {
      send({ alive: true });
      if (test.result().state === "failed") fail(`${test.module.relativeModuleId} > ${test.fullName}`);
    },
    onTestModuleEnd: (module: TestModule) => {
      if (module.state() === "failed") fail(module.relativeModuleId);
    },
  };
  const vitest = await createVitest({
    root: tree,
    config: join(tree, "vitest.config.ts"),
    project: ["pure"],
    watch: false,
    pool: "threads",
    // Without isolation a module that several test files import is evaluated once per run.
    isolate: false,
    reporters: [reporter],
    sequence: { sequencer: GivenOrder },
  });
  await vitest.standalone();
  // Ends this process when the parent has ended.
  process.on("disconnect", () => process.exit());
  process.on("message", ({ files }: { readonly files: readonly string[] }) => {
    const paths = files.map((file) => join(tree, file));
    for (const path of paths) vitest.invalidateFile(path);
    failure = null;
    const run = async (): Promise<void> => {
      vitest.config.related = paths;
      const specifications = await vitest.getRelevantTestSpecifications();
      const { unhandledErrors } = await vitest.runTestSpecifications(nearestFirst(vitest.cache, specifications, files));
      if (unhandledErrors.length > 0) fail("an error outside of the tests");
      // The parent restores the sources before the next run: their broken versions must leave the cache.
      for (const path of paths) vitest.invalidateFile(path);
      send({ failure, tests: specifications.length });
    };
    void run();
  });
}

function send(message: Message): void {
  process.send?.(message);
}

/** Sorts test files: first those in a folder with the same name as a folder of the changed files, then the rest; in both groups the faster ones first. */
function nearestFirst(
  cache: Awaited<ReturnType<typeof createVitest>>["cache"],
  specifications: readonly TestSpecification[],
  files: readonly string[],
): TestSpecification[] {
  const folders = new Set(files.flatMap((file) => file.split("/")));
  const far = (one: TestSpecification): number => (folders.has(basename(dirname(one.moduleId))) ? 0 : 1);
  const cost = (one: TestSpecification): number => cache.getTestSpecificationResult(one)?.duration ?? 0;
  return specifications.toSorted((a, b) => far(a) - far(b) || cost(a) - cost(b));
}

if (import.meta.main) await serve(process.argv[2] ?? ".");
