/** The division packs that phones and the edge load: a branch of the table as nested arrays without repeated digits. Does not load them. */
import { type DivisionCode, parentOf } from "./division.ts";
import type { DivisionRow } from "./table.ts";

/** The further data of an added, renamed or ended division. Source: product.md §8. */
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
  /** The date of the table, `YYYY-MM-DD`. */
  readonly edition: string;
  /** The division at the root of this branch; empty for the country. */
  readonly of: string;
  readonly rows: readonly PackNode[];
}

/** The counties, cities and provinces of the country, for names and paths. */
export const COUNTRY_PACK = "country.json";
/** The provinces: the first step of a choice. */
export const PROVINCES_PACK = "provinces.json";
/** A city's branch down to its communities, for names. Only cities of provinces with community level have one. */
export const cityPack = (city: string): string => `names-${city}.json`;
/** The cities and counties of a province, or the streets of a county and its communities if the edition contains them. */
export const branchPack = (code: string): string => `${code}.json`;

/** The pack with the divisions below a code: the pack of the province for cities and counties, the pack of the county for the rest. */
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
