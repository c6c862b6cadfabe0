/** Writes the licence texts of what ships to `<outDir>/licences.txt`: MIT and Apache-2.0 ask that they go along. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { root } from "./command.ts";

const manifest = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()).optional(),
});

/** Types only: they reach no build. */
const NOT_SHIPPED = /^@types\/|^type-fest$/;

function read(name: string) {
  return manifest.parse(JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")));
}

/** A package and all it stands on, each once. */
function withAllBelow(names: readonly string[], known = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    if (known.has(name) || NOT_SHIPPED.test(name)) continue;
    known.add(name);
    withAllBelow(Object.keys(read(name).dependencies ?? {}), known);
  }
  return known;
}

/** What a package carries in compiled form without its text: ZXing-C++ inside of zxing-wasm. Apache-2.0 is the same text wherever it lies. */
const CARRIED = [{ name: "zxing-cpp (compiled into zxing-wasm)", license: "Apache-2.0", textIn: "node_modules/jsqr/LICENSE" }];

function carriedLicences(): readonly string[] {
  return CARRIED.map(({ name, license, textIn }) => {
    const text = readFileSync(join(root, textIn), "utf8").trim();
    if (!text.includes("Apache License")) throw new Error(`${textIn} is no longer the text of ${license}`);
    return `${name} (${license})\n\n${text}\n`;
  });
}

function licenceOf(name: string): string {
  const directory = join(root, "node_modules", name);
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} ships without a licence text`);
  const { version, license } = read(name);
  return `${name} ${version} (${license})\n\n${readFileSync(join(directory, file), "utf8").trim()}\n`;
}

const outDir = process.argv[2];
if (outDir === undefined) throw new Error("Say where to: node tools/licences.ts OUT_DIR");
const { dependencies } = manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
const texts = [...withAllBelow(Object.keys(dependencies ?? {}))].toSorted().map(licenceOf).concat(carriedLicences());
mkdirSync(outDir, { recursive: true });
writeFileSync(join(outDir, "licences.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
