/** Builds the PWA into dist/client: pages and lazy screens with hashed names, and the service worker as one file of its own. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { firstLoad } from "./tools/first-load.ts";
import { oldStyles } from "./tools/old-styles.ts";
import { tooOld } from "./tools/too-old.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { plugin, groups } = firstLoad();

/** The oldest engines of residents. It lowers syntax; built-ins are src/pwa/app/floor.ts. */
const FLOOR = ["chrome80", "safari15.4", "firefox115"];

/** The names of all files are a part of the first load. A hash of 7 characters is the shortest for this number of files. */
const NAMES = { chunkFileNames: "assets/[name]-[hash:7].js", assetFileNames: "assets/[name]-[hash:7][extname]" } as const;

export default defineConfig({
  root: at("static"),
  publicDir: at("static/public"),
  plugins: [tooOld(), plugin],
  // Not by NODE_ENV: what the tests build is what is deployed.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  // The same names as in the page: both load the scanner's wasm file.
  worker: { rolldownOptions: { output: { ...NAMES, entryFileNames: NAMES.chunkFileNames } } },
  css: { postcss: { plugins: [oldStyles()] } },
  build: {
    outDir: at("dist/client"),
    emptyOutDir: true,
    target: FLOOR,
    cssTarget: FLOOR,
    assetsInlineLimit: 0,
    // The list of what to fetch ahead for each lazy screen is part of the first load: styles only.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) =>
        hostType === "html" ? files : files.filter((file) => file.endsWith(".css")),
    },
    rolldownOptions: {
      // A part of a screen that is imported statically too is no part: it would be in the first load.
      onLog(level, log, handle) {
        if (log.code === "INEFFECTIVE_DYNAMIC_IMPORT") throw new Error(log.message);
        handle(level, log);
      },
      input: { index: at("static/index.html"), sw: at("src/pwa/sw/sw.ts") },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : NAMES.chunkFileNames),
        ...NAMES,
        codeSplitting: { groups: [...groups] },
      },
    },
  },
});
