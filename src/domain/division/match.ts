/** Matches a text such as 青山区红卫路街道 to divisions, and reports the rest of the text that names no division. Pure; corrects no spelling. */
import type { DivisionCode } from "./division.ts";
import { plain } from "./name.ts";
import { type DivisionRow, type DivisionTable, isValidOn, pathOf } from "./table.ts";

export interface Match {
  readonly code: DivisionCode;
  /** The names of the divisions from the province down to this one. */
  readonly path: readonly string[];
}

export interface MatchResult {
  /** The divisions that the text may mean equally well, at most 20: those in the region first, then higher levels first. */
  readonly matches: readonly Match[];
  /** The end of the text (without spaces and separators) that names no division; the whole text if nothing matches. */
  readonly unmatched: string;
}

/** One way to read the text from its beginning as names of divisions, each within the previous one. */
interface Reading {
  readonly row: DivisionRow;
  readonly end: number;
  /** The number of names without the word for their kind, as 青山 for 青山区. */
  readonly bares: number;
  readonly names: number;
}

const MAX_MATCHES = 20;

/**
 * Reads names from the left, each below the previous one; levels may be absent. A name without its kind (青山, a bare name) counts only if the text
 * ends after it or another name follows. The readings that cover most of the text win; of these the readings with the fewest bare names, then those with
 * the most names. Source: product.md §4.
 * @param on `YYYY-MM-DD`: only divisions that exist on that day match
 * @param region digits such as `4201`: of equal matches, those in this region come first
 */
export function matchDivision(text: string, table: DivisionTable, on: string, region = ""): MatchResult {
  const compact = plain(text);
  // 中国一冶有限责任公司 is the name of a division: the name of the country is removed only if no division matches with it.
  const whole = read(compact, 0, null, table, on).length > 0 ? compact : compact.replace(/^(?:中华人民共和国|中国)/u, "");
  const readings = read(whole, 0, null, table, on).filter((reading, _, all) => !all.some((other) => compare(other, reading) < 0));
  const rows = [...new Map(readings.map(({ row }) => [row.code, row])).values()].toSorted(
    (a, b) =>
      Number(b.code.startsWith(region)) - Number(a.code.startsWith(region)) ||
      a.code.length - b.code.length ||
      a.code.localeCompare(b.code),
  );
  // 东莞市 is both a city and the only county of that city: one place, which is returned once, with the shorter code.
  const path = ({ code }: DivisionRow) => pathOf(table, code).join("/");
  const places = rows.filter(
    (row) => !rows.some((city) => city.code === row.code.slice(0, 4) && city !== row && path(city) === path(row)),
  );
  return {
    matches: places.slice(0, MAX_MATCHES).map(({ code }) => ({ code, path: pathOf(table, code) })),
    unmatched: whole.slice(readings[0]?.end ?? 0),
  };
}

function compare(a: Reading, b: Reading): number {
  return b.end - a.end || a.bares - b.bares || b.names - a.names;
}

function read(text: string, from: number, above: Reading | null, table: DivisionTable, on: string): readonly Reading[] {
  const readings: Reading[] = [];
  const last = Math.min(text.length, from + table.longestForm);
  for (let end = from + 2; end <= last; end++) {
    for (const { row, bare } of table.rowsNamed(text.slice(from, end))) {
      if (!isValidOn(row, on) || !isBelow(row, above)) continue;
      const reading = { row, end, bares: (above?.bares ?? 0) + Number(bare), names: (above?.names ?? 0) + 1 };
      const further = read(text, end, reading, table, on);
      readings.push(...further);
      if (!bare || end === text.length) readings.push(reading);
    }
  }
  return readings;
}

function isBelow(row: DivisionRow, above: Reading | null): boolean {
  return above === null || (row.code.length > above.row.code.length && row.code.startsWith(above.row.code));
}
