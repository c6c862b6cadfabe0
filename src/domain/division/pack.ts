/** Division packs, the files that phones and the server load: a branch of the table of divisions as nested arrays without repeated digits. Does not load them. */
import { type DivisionCode, parentOf } from "./division.ts";
import type { DivisionRow } from "./table.ts";

/** The data of a division that most divisions lack: aliases, the first and the last day, the successor. Source: product.md §8. */
export interface PackExtra {
  readonly aliases?: readonly string[];
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly successor?: string;
}

/** The digits after the parent's code, the name, the divisions below (0: none), and the further data if there are any. */
export type PackNode =
  | readonly [digits: string, name: string]
  | readonly [digits: string, name: string, below: readonly PackNode[] | 0]
  | readonly [digits: string, name: string, below: readonly PackNode[] | 0, extra: PackExtra];

export interface Pack {
  /** The date of the edition of the table, `YYYY-MM-DD`. */
  readonly edition: string;
  /** The code of the division at the root of this branch; empty for the country. */
  readonly of: string;
  readonly rows: readonly PackNode[];
}

/** The file with all provinces, cities and counties of the country, to show and match names. */
export const COUNTRY_PACK = "country.json";
/** The file with the provinces: the first step when a person chooses a division. */
export const PROVINCES_PACK = "provinces.json";
/** The file with a city's branch down to its communities, to match names. Only cities whose communities are in the edition have one. */
export const cityPack = (city: string): string => `names-${city}.json`;
/** The file with the cities and counties of a province, or with the streets of a county and its communities if the edition contains them. */
export const branchPack = (code: string): string => `${code}.json`;

/** The file with the divisions one level below a code: the provinces for the empty code, the pack of the province for cities and counties, else the pack of the county. */
export function packOf(code: string): string {
  if (code.length < 2) return PROVINCES_PACK;
  return branchPack(code.slice(0, code.length < 6 ? 2 : 6));
}

/** The rows of a pack, parents before children. */
export function unpack(pack: Pack): readonly DivisionRow[] {
  return pack.rows.flatMap((node) => rowsOf(pack.of, node));
}

function rowsOf(above: string, [digits, name, below, extra]: PackNode): readonly DivisionRow[] {
  const code = (above + digits) as DivisionCode;
  const row: DivisionRow = {
    code,
    name,
    aliases: extra?.aliases ?? [],
    validFrom: extra?.validFrom ?? null,
    validTo: extra?.validTo ?? null,
    successor: (extra?.successor ?? null) as DivisionCode | null,
  };
  return below === undefined || below === 0 ? [row] : [row, ...below.flatMap((child) => rowsOf(code, child))];
}

/** Packs the branch below `of`. @param rows in the order of their codes */
export function packOfRows(edition: string, of: string, rows: readonly DivisionRow[]): Pack {
  const byParent = Map.groupBy(rows, (row) => parentOf(row.code));
  const nodesBelow = (code: string): readonly PackNode[] =>
    (byParent.get(code) ?? []).map((row) => nodeOf(row, nodesBelow(row.code)));
  return { edition, of, rows: nodesBelow(of) };
}

function nodeOf({ code, name, aliases, validFrom, validTo, successor }: DivisionRow, below: readonly PackNode[]): PackNode {
  const digits = code.slice(parentOf(code).length);
  const extra: PackExtra = {
    ...(aliases.length > 0 && { aliases }),
    ...(validFrom !== null && { validFrom }),
    ...(validTo !== null && { validTo }),
    ...(successor !== null && { successor }),
  };
  if (Object.keys(extra).length > 0) return [digits, name, below.length > 0 ? below : 0, extra];
  return below.length > 0 ? [digits, name, below] : [digits, name];
}
