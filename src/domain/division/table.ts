/** The table of divisions: rows with names and validity, and look-ups by code, name and date. Pure; the caller provides the rows. */
import { type DivisionCode, ancestors, parentOf } from "./division.ts";
import { formsOf } from "./name.ts";

/** One division of the table. Source: product.md §8. */
export interface DivisionRow {
  readonly code: DivisionCode;
  readonly name: string;
  readonly aliases: readonly string[];
  /** First day, `YYYY-MM-DD`; null: from the beginning of the edition. */
  readonly validFrom: string | null;
  /** Last day; null: still valid. */
  readonly validTo: string | null;
  /** The division that replaces it after `validTo`. */
  readonly successor: DivisionCode | null;
}

export interface DivisionTable {
  row(code: string): DivisionRow | undefined;
  /** The rows one level below, in the order of the edition; the provinces for the empty code. */
  children(code: string): readonly DivisionRow[];
  /** The rows with this form of a name, and whether the form lacks the kind (青山 for 青山区). */
  rowsNamed(form: string): readonly NamedRow[];
  /** The number of characters of the longest form. */
  readonly longestForm: number;
}

export interface NamedRow {
  readonly row: DivisionRow;
  readonly bare: boolean;
}

/** Names of rows that only fill the digits of a level; nobody says or chooses them. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"]);

/** Whether a row only fills the digits of a level. */
export function isPlaceholder(row: DivisionRow): boolean {
  return row.code.length === 4 && PLACEHOLDERS.has(row.name);
}

/** A table of rows, parents before children. The first look-up by name builds the index of names. */
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

/** The division that a code means on a day: itself or its successor; undefined if it has none. @param on `YYYY-MM-DD` */
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
