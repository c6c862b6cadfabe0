/** The gzipped sizes of built files: of all that a resident's phone loads at the first visit, and of the deployed worker. Goals: quality.md "Speed". */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "../tools/command.ts";
import type { Figure } from "./rounds.ts";

const CLIENT = join(root, "dist/client");
/** The files of the login screen, which a first visit shows before the code. */
const BEFORE_THE_CODE = /^login-.*\.(?:js|css)$/;
const STATIC_IMPORT = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;

/**
 * The size of the first load up to the phone number: the page with its files, and the login screen. test/e2e/first-load.test.ts measures it in a browser. The
 * service worker stores further screens afterwards, which are printed.
 */
export function firstLoadKb(): Promise<Figure> {
  const page = readFileSync(join(CLIENT, "index.html"), "utf8");
  const files = new Set(["index.html", ...Array.from(page.matchAll(/(?:src|href)="\/([^"]+\.\w+)"/g), ([, name = ""]) => name)]);
  const before = readdirSync(join(CLIENT, "assets")).filter((name) => BEFORE_THE_CODE.test(name));
  if (before.length === 0) throw new Error("the build has no file of the login screen");
  for (const name of before) files.add(`assets/${name}`);
  // The set grows during the loop: the imports of each script join it.
  for (const file of files) {
    if (!file.endsWith(".js") || file === "sw.js") continue;
    for (const [, name = ""] of readFileSync(join(CLIENT, file), "utf8").matchAll(STATIC_IMPORT))
      files.add(`assets/${basename(name)}`);
  }
  const sizes = [...files].map((file) => ({ file, bytes: gzipped(join(CLIENT, file)) }));
  const scripts = sizes.filter(({ file }) => file.endsWith(".js")).reduce((sum, { bytes }) => sum + bytes, 0);
  process.stdout.write(
    `  ${files.size} files, of which scripts ${kilobytes(scripts)} KB; stored later: ${kilobytes(storedLater(files))} KB\n`,
  );
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  return Promise.resolve(bound("first_load_kb", kilobytes(all), 45));
}

/** The size of what the deployed worker reads at its start. */
export function workerKb(): Promise<Figure> {
  return Promise.resolve(bound("worker_kb", kilobytes(gzipped(join(root, "dist/worker/worker.js"))), 320));
}

/** The size of the files that the service worker stores and the first load does not have, gzipped. */
function storedLater(first: ReadonlySet<string>): number {
  const worker = readFileSync(join(CLIENT, "sw.js"), "utf8");
  const stored = Array.from(worker.matchAll(/"\/([^"\\]*\.\w+)\\?"/g), ([, path = ""]) => path);
  return stored.filter((path) => !first.has(path)).reduce((sum, path) => sum + gzipped(join(CLIENT, path)), 0);
}

function gzipped(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}

export function kilobytes(bytes: number): number {
  return Math.round((bytes / 1024) * 10) / 10;
}

/** A figure without a reference, that must stay below its goal. */
export function bound(name: string, value: number, goal: number): Figure {
  return { name, value, unit: "KB gz", reference: null, ratio: null, goal, better: "lower", spread: 0 };
}
