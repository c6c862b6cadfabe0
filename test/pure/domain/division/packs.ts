/** For tests: packs (files of the division table) that the build's tool writes into an empty folder. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Pack, unpack } from "../../../../src/domain/division/pack.ts";
import { type DivisionTable, joinTables, tableOf } from "../../../../src/domain/division/table.ts";

const TOOL = join(import.meta.dirname, "../../../../tools/divisions.ts");

export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), "yima-divisions-"));
}

/** Runs tools/divisions.ts with an empty folder and returns that folder, with the packs. */
export function cut(...options: readonly string[]): string {
  const dir = emptyFolder();
  execFileSync(process.execPath, [TOOL, dir, ...options]);
  return dir;
}

export function tableIn(dir: string, ...files: readonly string[]): DivisionTable {
  return joinTables(files.map((file) => tableOf(unpack(packIn(dir, file)))));
}

export function packIn(dir: string, file: string): Pack {
  const pack: Pack = JSON.parse(readFileSync(join(dir, file), "utf8"));
  return pack;
}
