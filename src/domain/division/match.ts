/** A text such as 青山区红卫路街道 to divisions, and what of it none explains. Pure; it never guesses what it could not read. */
import type { DivisionCode } from "./division.ts";
import { plain } from "./name.ts";
import { type DivisionRow, type DivisionTable, isValidOn, pathOf } from "./table.ts";

export interface Match {
  readonly code: DivisionCode;
  /** Names from the province down. */
  readonly path: readonly string[];
}

export interface Matched {
  /** Best first: all that explain the text equally well. */
  readonly matches: readonly Match[];
  /** The end of the text (without spaces and separators) that no division explains; all of it where nothing matched. */
  readonly unmatched: string;
}

/** One way to read the text from its beginning: each name lies within the one before it. */
interface Reading {
  readonly row: DivisionRow;
  readonly end: number;
  /** Names written without their kind. */
  readonly bares: number;
  readonly names: number;
}

const MAX_MATCHES = 20;

/**
 * Reads names from the left, each below the one before; levels may be left out. A name without its kind (青山) is believed only
 * where the text ends after it or the next name follows, a community's only at the end. The readings that explain most win;
 * of those the ones with fewest bare names, then with most names. Source: product.md §4.
 * @param on `YYYY-MM-DD`: divisions of that day
 * @param region digits that come first where several fit equally, as `4201`
 */
export function matchDivision(text: string, table: DivisionTable, on: string, region = ""): Matched {
  const written = plain(text);
  // 中国一冶有限责任公司 is a division's own name: the country's is taken away only where nothing is called so.
  const whole = read(written, 0, null, table, on).length > 0 ? written : written.replace(/^(?:中华人民共和国|中国)/u, "");
  const readings = read(whole, 0, null, table, on).filter((reading, _, all) => !all.some((other) => compare(other, reading) < 0));
  const rows = [...new Map(readings.map(({ row }) => [row.code, row])).values()].toSorted(
    (a, b) =>
      Number(b.code.startsWith(region)) - Number(a.code.startsWith(region)) ||
      a.code.length - b.code.length ||
      a.code.localeCompare(b.code),
  );
  // 东莞市 is a city and that city's only county: one place, said once, by the shorter code.
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
    for (const { row, bare } of table.named(text.slice(from, end))) {
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
