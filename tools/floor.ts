/** Checks that the oldest supported browsers (the floor) can run the built files: no newer syntax, no lookbehind, no newer name or style without a reason. Prints file and place of each fault. Run it after the build. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "./command.ts";
import { ALLOWED, type Allowed } from "./floor/allowed.ts";
import { type Finding, findingsIn } from "./floor/findings.ts";
import { type Newer, readTable } from "./floor/newer.ts";
import { findingsInStyles } from "./floor/styles.ts";

/** The names of scripts for browsers older than the floor, which must be ES5. */
const BELOW = /^too-old/;

/** The name of a built file without its hash: `gate-CTo0YJb.js` → `gate`. */
function chunkOf(file: string): string {
  return basename(file).replace(/(?:-[\w-]{7})?\.(?:js|css)$/, "");
}

function allows({ name, only }: Allowed, what: string, chunk: string): boolean {
  return name === what && (only === undefined || only === chunk);
}

function findingsOf(file: string, text: string, newer: Newer): readonly Finding[] {
  if (file.endsWith(".css")) return findingsInStyles(text, newer);
  return findingsIn(text, BELOW.test(chunkOf(file)) ? 5 : 2020, newer);
}

function checkBuilt(folder: string): readonly string[] {
  const newer = readTable();
  const files = globSync("**/*.{js,css}", { cwd: folder });
  if (files.length < 10) throw new Error(`${folder} has no build: run npm run build first`);
  const needed = new Set<Allowed>();
  const wrong: string[] = [];
  for (const file of files) {
    for (const { what, place } of findingsOf(file, readFileSync(join(folder, file), "utf8"), newer)) {
      const allowed = ALLOWED.find((each) => allows(each, what, chunkOf(file)));
      if (allowed === undefined) wrong.push(`${file}:${place}\n    ${what}`);
      else needed.add(allowed);
    }
  }
  const unneeded = ALLOWED.filter((each) => !needed.has(each)).map(({ name }) => `tools/floor/allowed.ts: ${name} is not needed`);
  return [...wrong, ...unneeded];
}

const wrong = checkBuilt(join(root, "dist/client"));
if (wrong.length > 0) {
  process.stderr.write(`${wrong.join("\n")}\nNewer than the floor (Chromium 80, Safari 15.4, Firefox 115): ${wrong.length}\n`);
  process.exitCode = 1;
}
