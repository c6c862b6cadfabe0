/** One project per runtime: pure code on Node, the worker's code inside workerd, the built worker from outside, and the browser. */
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** The time limit of a test. A loaded machine takes many times as long as a quiet one: a test fails by a wrong state, not by a slow one. */
const LOADED_MS = 300_000;
/** The time limit of `expect.poll`. */
const POLL_MS = 150_000;
/** A line of the security log: every login of every test writes one. */
const SECURITY_LINE = /^\{"at":/;
const TURN_WAIT = "./test/support/turn-wait.ts";

export default defineConfig({
  test: {
    onConsoleLog: (line) => !SECURITY_LINE.test(line),
    projects: [
      // Pure code leaves nothing behind: a context per file would double the time.
      { test: { name: "pure", include: ["test/pure/**/*.test.ts"], isolate: false, testTimeout: LOADED_MS } },
      {
        plugins: [
          cloudflareTest({
            main: "./src/local/worker.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: { bindings: { YIMA_MASTER_KEY: "dGVzdC1tYXN0ZXIta2V5LXRlc3QtbWFzdGVyLWtleSE" } },
          }),
        ],
        test: {
          name: "workerd",
          // A runtime per file costs two seconds, and its imports as much: all files share one, and test/workerd/fresh.ts empties it.
          isolate: false,
          include: ["test/workerd/**/*.test.ts"],
          setupFiles: [TURN_WAIT, "./test/workerd/fresh.ts"],
          testTimeout: LOADED_MS,
          hookTimeout: LOADED_MS,
        },
      },
      {
        test: {
          name: "conformance",
          include: ["test/conformance/**/*.test.ts"],
          globalSetup: "./test/support/built.ts",
          setupFiles: TURN_WAIT,
          testTimeout: LOADED_MS,
          hookTimeout: LOADED_MS,
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "engines",
          include: ["test/engines/**/*.test.ts"],
          globalSetup: "./test/support/built.ts",
          setupFiles: TURN_WAIT,
          testTimeout: LOADED_MS,
          hookTimeout: LOADED_MS,
          // A story is mostly waiting, one engine beside another.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: "./test/support/built.ts",
          setupFiles: [TURN_WAIT, "./test/e2e/pages-at-failure.ts"],
          testTimeout: LOADED_MS,
          hookTimeout: LOADED_MS,
          expect: { poll: { timeout: POLL_MS, interval: 100 } },
          // Each file has its own system and mostly waits. Without isolation a worker imports their tools and starts the browser only once.
          isolate: false,
          maxWorkers: 2,
        },
      },
    ],
  },
});
