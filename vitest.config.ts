/** One project per runtime: what is pure on Node, what runs on the edge inside workerd, the built worker as a black box, the browser. */
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** A machine that does other things besides takes many times as long: a test fails by what it sees, not by when. */
const LOADED_MS = 300_000;
/** For an assertion that waits. */
const SEEN_MS = 60_000;
const TURNED = "./test/support/turned.ts";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "pure", include: ["test/pure/**/*.test.ts"], testTimeout: LOADED_MS } },
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
          // A runtime for each file costs two seconds, and its imports as many: test/workerd/fresh.ts empties the one that all share.
          isolate: false,
          include: ["test/workerd/**/*.test.ts"],
          setupFiles: [TURNED, "./test/workerd/fresh.ts"],
          testTimeout: LOADED_MS,
          hookTimeout: LOADED_MS,
        },
      },
      {
        test: {
          name: "conformance",
          include: ["test/conformance/**/*.test.ts"],
          globalSetup: "./test/support/built.ts",
          setupFiles: TURNED,
          testTimeout: LOADED_MS,
          hookTimeout: LOADED_MS,
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: "./test/support/built.ts",
          setupFiles: TURNED,
          testTimeout: LOADED_MS,
          hookTimeout: LOADED_MS,
          expect: { poll: { timeout: SEEN_MS, interval: 100 } },
          // Each file has a system and a browser of its own; much of its time is waiting. What starts them takes a second to import, once for a worker.
          isolate: false,
          maxWorkers: 2,
        },
      },
    ],
  },
});
