/** The table of divisions: rows with names and validity, and look-ups by code, name and date. Pure; the caller provides the rows. */
import { type DivisionCode, ancestors, parentOf } from "./division.ts";
import { formsOf } from "./name.ts";

/** One division of the table. Source: product.md §8. */
export interface DivisionRow {
  readonly code: DivisionCode;
  readonly name: string;
  readonly aliases: readonly string[];
  /** The first day of the division, `YYYY-MM-DD`; null: it is as old as the edition or older. */
  readonly validFrom: string | null;
  /** The last day of the division; null: it still exists. */
  readonly validTo: string | null;
  /** The division that replaces it after `validTo`; null if there is none. */
  readonly successor: DivisionCode | null;
}

export interface DivisionTable {
  row(code: string): DivisionRow | undefined;
  /** The rows one level below, in the order of the edition; the provinces for the empty code. */
  children(code: string): readonly DivisionRow[];
  /** The rows whose name can be written like this, each with whether that way is bare: without the word for the kind (青山 for 青山区). */
  rowsNamed(form: string): readonly NamedRow[];
  /** The length of the longest way to write a name. */
  readonly longestForm: number;
}

export interface NamedRow {
  readonly row: DivisionRow;
  readonly bare: boolean;
}

/** Names of rows at the level of cities that are no cities and only fill the two digits; nobody says or chooses them. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"]);

/** Whether a row stands in the place of a city and is none, as 市辖区 below 北京市. */
export function isPlaceholder(row: DivisionRow): boolean {
  return row.code.length === 4 && PLACEHOLDERS.has(row.name);
}

/** A table of rows. The children of a division keep the order that they have in `rows`. The first look-up by name builds the index of names. */
export function tableOf(rows: readonly DivisionRow[]): DivisionTable {
  const byCode = new Map<string, DivisionRow>(rows.map((row) => [row.code, row]));
  const byParent = Map.groupBy(rows, (row) => parentOf(row.code));
  let names: { readonly byForm: ReadonlyMap<string, readonly NamedRow[]>; readonly longest: number } | undefined;
  const index = () => (names ??= indexNames(rows));
  return {
    row: (code) => byCode.get(code),
    children: (code) => byParent.get(code) ?? [],
    rowsNamed: (form) => index().byForm.get(form) ?? [],
    get longestForm() {
      return index().longest;
    },
  };
}

function indexNames(rows: readonly DivisionRow[]) {
  const byForm = new Map<string, NamedRow[]>();
  let longest = 0;
  for (const row of rows) {
    if (isPlaceholder(row)) continue;
    for (const [form, bare] of formsOf(row)) {
      const same = byForm.get(form);
      if (same === undefined) byForm.set(form, [{ row, bare }]);
      else same.push({ row, bare });
      longest = Math.max(longest, form.length);
    }
  }
  return { byForm, longest };
}

/** Several tables as one; if two have the same code, the first one wins. */
export function joinTables(tables: readonly DivisionTable[]): DivisionTable {
  return {
    row: (code) => tables.map((table) => table.row(code)).find((row) => row !== undefined),
    children: (code) => joinRows(tables.map((table) => table.children(code)).filter((rows) => rows.length > 0)),
    rowsNamed: (form) => [
      ...new Map(tables.toReversed().flatMap((table) => table.rowsNamed(form).map((each) => [each.row.code, each]))).values(),
    ],
    longestForm: Math.max(0, ...tables.map((table) => table.longestForm)),
  };
}

function joinRows(lists: readonly (readonly DivisionRow[])[]): readonly DivisionRow[] {
  const [first = [], ...others] = lists;
  if (others.length === 0) return first;
  const byCode = new Map<string, DivisionRow>(lists.toReversed().flatMap((rows) => rows.map((row) => [row.code, row])));
  return [...byCode.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Whether the division existed on that day, both ends included. @param on `YYYY-MM-DD` */
export function isValidOn({ validFrom, validTo }: DivisionRow, on: string): boolean {
  return (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo);
}

/** The division that a code means on a day: itself if it exists then, or the first of its successors that does; undefined if none does. @param on `YYYY-MM-DD` */
export function divisionOn(table: DivisionTable, code: string, on: string): DivisionRow | undefined {
  const visited = new Set<string>();
  for (let row = table.row(code); row !== undefined && !visited.has(row.code);) {
    if (isValidOn(row, on)) return row;
    visited.add(row.code);
    row = row.successor === null || row.validTo === null || on <= row.validTo ? undefined : table.row(row.successor);
  }
  return undefined;
}

/** The names from the province down to this division, as people say them: 北京市 · 东城区, 广东省 · 东莞市 · 虎门镇. */
export function pathOf(table: DivisionTable, code: DivisionCode): readonly string[] {
  const names = [...ancestors(code), code]
    .map((each) => table.row(each))
    .filter((row) => row !== undefined)
    .filter((row) => !isPlaceholder(row))
    .map((row) => row.name);
  return names.filter((name, index) => name !== names[index - 1]);
}

/**
 * The choices below a code on a day. The children of a placeholder replace it (北京市 → its districts, 湖北省 → 仙桃市 beside 武汉市), and so do
 * those of a city whose only child has the same name (东莞市).
 */
export function choicesBelow(table: DivisionTable, code: string, on: string): readonly DivisionRow[] {
  return table
    .children(code)
    .filter((row) => isValidOn(row, on))
    .flatMap((row) => {
      const below = table.children(row.code);
      if (isPlaceholder(row)) return below.filter((child) => isValidOn(child, on));
      return below.length === 1 && below[0]?.name === row.name && row.code.length === 4 ? below : [row];
    });
}
