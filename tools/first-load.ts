/**
 * Vite plugin: determines the files of the first load and the files that the service worker stores for use offline, from the table of screens and the
 * module graph.
 */
import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin, Rolldown } from "vite";
import { IN_PLACE, type Loadable, ownPages, screenAt, SCREENS } from "../src/pwa/app/screens.ts";

const TABLE = fileURLToPath(new URL("../src/pwa/app/screens.ts", import.meta.url));
/** The place in src/pwa/sw/sw.ts that the build replaces with a list: the files to store, a version (the hash of the page, which names the built files of its first load), and the pages of the app. */
const PRECACHE_MARK = /(["'`])%yima-precache%\1/;
const PUBLIC_FIRST_LOAD = ["/manifest.webmanifest", "/icons/yima.svg"];

type Bundle = Readonly<Record<string, Rolldown.OutputAsset | Rolldown.OutputChunk>>;

/** The path of the file that a row of the table of screens loads, read from the source text of the row's import function. */
function fileOf({ load }: Loadable): string {
  const [, specifier] = /import\("([^"]+)"\)/.exec(String(load)) ?? [];
  if (specifier === undefined) throw new Error(`screens.ts: no import("…") in ${String(load)}`);
  return resolve(dirname(TABLE), specifier);
}

interface FirstLoad {
  readonly plugin: Plugin;
  /** The groups for Rolldown's `codeSplitting`. Two files, because many small ones compress worse: the imports of the page, and the further imports of the code screen. */
  readonly groups: readonly { readonly name: string; readonly test: (id: string) => boolean }[];
}

export function firstLoad(): FirstLoad {
  let shell: ReadonlySet<string> = new Set();
  let code: ReadonlySet<string> = new Set();
  const plugin: Plugin = {
    name: "yima-first-load",
    enforce: "post",
    buildEnd() {
      const page = [...this.getModuleIds()].find((id) => id.endsWith(".html"));
      if (page === undefined) throw new Error("the page is missing from the build");
      const withImports = (id: string, modules = new Set<string>()): Set<string> => {
        if (modules.has(id)) return modules;
        modules.add(id);
        for (const imported of this.getModuleInfo(id)?.importedIds ?? []) withImports(imported, modules);
        return modules;
      };
      code = withImports(fileOf(screenAt("/")));
      // Modules of both the login and the code screen go into the shell, so that a first visit, which shows the login, need not load the file of the code screen.
      const ofBoth = [...withImports(fileOf(IN_PLACE.login))].filter((id) => code.has(id));
      shell = new Set([...withImports(page), ...ofBoth]);
    },
    generateBundle(_, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk" || !PRECACHE_MARK.test(worker.code))
        throw new Error("sw.js has no mark for the list of files");
      const list = JSON.stringify(JSON.stringify(precacheOf(bundle)));
      worker.code = worker.code.replace(PRECACHE_MARK, () => list);
    },
  };
  return {
    plugin,
    groups: [
      { name: "shell", test: (id) => shell.has(id) },
      { name: "code", test: (id) => code.has(id) },
    ],
  };
}

function precacheOf(bundle: Bundle): {
  readonly version: string;
  readonly urls: readonly string[];
  readonly pages: readonly string[];
} {
  const html = bundle["index.html"];
  if (html?.type !== "asset") throw new Error("index.html is missing from the build");
  const page = typeof html.source === "string" ? html.source : new TextDecoder().decode(html.source);
  const files = new Set([...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].flatMap(([, name]) => name ?? []));
  const offlineScreens = [...SCREENS, ...Object.values<Loadable>(IN_PLACE)].filter(({ offline }) => offline === "with-app");
  for (const screen of offlineScreens) addWithParts(bundle, nameOf(bundle, fileOf(screen)), files);
  const version = createHash("sha256").update(page).digest("hex").slice(0, 12);
  return { version, urls: ["/", ...[...files].map((name) => `/${name}`), ...PUBLIC_FIRST_LOAD], pages: ownPages() };
}

function nameOf(bundle: Bundle, file: string): string {
  const name = Object.keys(bundle).find((key) => {
    const output = bundle[key];
    return output?.type === "chunk" && output.moduleIds.includes(file);
  });
  if (name === undefined) throw new Error(`${file} is missing from the build`);
  return name;
}

/** Adds the built file `name` to the list `files`, with all that it imports, also dynamically, and their styles. Stops at files that are in the list already. */
function addWithParts(bundle: Bundle, name: string, files: Set<string>): void {
  const output = bundle[name];
  if (files.has(name) || output === undefined) return;
  files.add(name);
  if (output.type === "asset") return;
  for (const next of [...output.imports, ...output.dynamicImports, ...(output.viteMetadata?.importedCss ?? [])])
    addWithParts(bundle, next, files);
}
