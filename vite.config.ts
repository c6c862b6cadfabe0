/** Builds the PWA into dist/client: pages and lazy screens with hashed names, and the service worker as one file of its own. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import type { Plugin } from "vite";
import { firstLoad } from "./tools/first-load.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const LARGEST_VERSION = 20;

function cut(code: string, what: RegExp, by: (found: string) => string): string {
  if (!what.test(code)) throw new Error(`qrcode-svg has changed: ${what.source} is not in it`);
  return code.replace(what, by);
}

/**
 * Leaves of qrcode-svg what symbol.ts uses, its matrix up to version 20 at level M: the drawing, the file writer and the other tables
 * would be 2 KB of the 25 that a phone's first load may take (quality.md). Stops the build where the package has changed.
 */
function matrixOnly(): Plugin {
  const ofLevelM = (table: string): string => {
    const rows: readonly unknown[] = JSON.parse(table);
    return JSON.stringify(rows.slice(0, LARGEST_VERSION * 4).map((row, index) => (index % 4 === 1 ? row : 0)));
  };
  return {
    name: "yima-matrix-only",
    transform: {
      filter: { id: /\/qrcode-svg\/lib\/qrcode\.js$/ },
      handler(code) {
        const drawn = cut(code, /\/\*\* Generates QR Code as SVG image \*\/[\s\S]*$/, () => "export default QRCode;");
        const shown = cut(drawn, /createMovieClip:function[\s\S]*?return qr_mc;\},/, () => "");
        return { code: cut(shown, /(?<=RS_BLOCK_TABLE=)\[\[.*?\]\](?=;)/, ofLevelM), map: null };
      },
    },
  };
}

const { plugin, groups } = firstLoad();

export default defineConfig({
  root: at("static"),
  publicDir: at("static/public"),
  plugins: [matrixOnly(), plugin],
  // Not by NODE_ENV: what the tests build is what is deployed.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  build: {
    outDir: at("dist/client"),
    emptyOutDir: true,
    target: "es2022",
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
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        codeSplitting: { groups: [...groups] },
      },
    },
  },
});
