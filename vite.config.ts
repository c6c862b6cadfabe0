/** Builds the PWA into dist/client: pages and lazy screens with hashed names, and the service worker as one file of its own. */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import type { Plugin } from "vite";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Put in place of the list in src/pwa/sw/sw.ts: what the first load needs, and a version that changes with any of it. */
const PRECACHE_MARK = /(["'`])%yima-precache%\1/;
/** What every screen stands on, and the resident's code: two files, because more of them compress worse and a first visit needs the first only. */
const SHELL =
  /\/@?preact\/|\/src\/pwa\/(?:[\w-]+\.ts|frame\/(?:icons|location|screen|tab-bar|update)\.tsx?|app\/(?!unreachable|not-here|wake-lock)[\w-]+\.tsx?|ui\/icons\.tsx)$/;
const CODE =
  /\/qrcode-svg\/|\/src\/(?:pwa\/(?:resident\/)?code\/(?!empty|notices|whole-code|why|explained|person-switch|issue|device-key)|token\/code\/(?:digits|low-s|live|proof|base64url)\.ts)/;
/** Screens that are needed most when nothing can be fetched. */
const WITHOUT_NETWORK =
  /^assets\/(?:code|person-switch|empty|notices|asked-notice|whole-code|why|unreachable|retry|not-here|problem-notice)-.*\.(?:js|css)$/;
const PUBLIC_FIRST_LOAD = ["/manifest.webmanifest", "/icons/yima.svg"];

function precacheList(): Plugin {
  return {
    name: "yima-precache-list",
    enforce: "post",
    generateBundle(_, bundle) {
      const html = bundle["index.html"];
      const worker = bundle["sw.js"];
      if (html?.type !== "asset" || worker?.type !== "chunk") throw new Error("index.html or sw.js is missing from the build");
      const page = typeof html.source === "string" ? html.source : new TextDecoder().decode(html.source);
      const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].flatMap(([, url]) => url ?? []);
      for (const name of Object.keys(bundle)) if (WITHOUT_NETWORK.test(name)) assets.push(`/${name}`);
      const version = createHash("sha256").update(page).digest("hex").slice(0, 12);
      const list = { version, urls: ["/", ...new Set(assets), ...PUBLIC_FIRST_LOAD] };
      if (!PRECACHE_MARK.test(worker.code)) throw new Error("the service worker has no place for the precache list");
      worker.code = worker.code.replace(PRECACHE_MARK, () => JSON.stringify(JSON.stringify(list)));
    },
  };
}

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

export default defineConfig({
  root: at("static"),
  publicDir: at("static/public"),
  plugins: [matrixOnly(), precacheList()],
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
      input: { index: at("static/index.html"), sw: at("src/pwa/sw/sw.ts") },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        codeSplitting: {
          groups: [
            { name: "shell", test: SHELL },
            { name: "code", test: CODE },
          ],
        },
      },
    },
  },
});
