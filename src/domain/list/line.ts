/** Reads a line of a list file: CSV with a heading, or one JSON object per line. Pure; does not interpret the columns. Source: docs/facts.md. */

export type ListFormat = "csv" | "ndjson";

/** The columns of a list, each with its Chinese name. */
export type ColumnNames<Column extends string> = Readonly<Record<Column, string>>;
export type Typed<Column extends string> = Partial<Readonly<Record<Column, string>>>;

export const MAX_LINE_CHARACTERS = 2000;

/** A column of any list that is not read: the file of refused lines has it, and the officer sends that file again after the correction. */
export const REASON_COLUMN = { zh: "原因", en: "reason" } as const;

/** The columns of a CSV in their order; null is the column that is not read. */
export type Columns<Column extends string> = readonly (Column | null)[];

/** The columns of a CSV's heading, in their order; null if one is unknown or repeated, or a needed one is missing. */
export function columnsOf<Column extends string>(
  names: ColumnNames<Column>,
  needed: readonly Column[],
  heading: string,
): Columns<Column> | null {
  const cells = csvCells(heading) ?? [];
  const columns = cells.map((name) => columnOf(names, name));
  const isWhole =
    columns.every((column, index) => column !== null || isReason(cells[index])) && new Set(columns).size === columns.length;
  return isWhole && needed.every((column) => columns.includes(column)) ? columns : null;
}

/**
 * The texts of a line by column; null if the line is not well formed. JSON values must be texts, because a number can lose its last digits; only
 * `until` may be null, for an unknown end.
 * @param columns of a CSV; null for NDJSON
 */
export function typedLine<Column extends string>(
  names: ColumnNames<Column>,
  columns: Columns<Column> | null,
  line: string,
): Typed<Column> | null {
  return columns === null ? fromJson(names, line) : fromCells(columns, line);
}

function fromCells<Column extends string>(columns: Columns<Column>, line: string): Typed<Column> | null {
  const cells = csvCells(line);
  if (cells?.length !== columns.length) return null;
  const named = columns.map((column, index) => [column, cells[index] ?? ""] as const).filter(([column]) => column !== null);
  return Object.fromEntries(named) as Typed<Column>;
}

function fromJson<Column extends string>(names: ColumnNames<Column>, line: string): Typed<Column> | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value).filter(([name, text]) => name !== "until" || text !== null);
  const areTexts = entries.every(([name, text]) => Object.hasOwn(names, name) && typeof text === "string");
  return areTexts ? (Object.fromEntries(entries) as Typed<Column>) : null;
}

function columnOf<Column extends string>(names: ColumnNames<Column>, name: string): Column | null {
  const match = Object.entries<string>(names).find(([column, chinese]) => column === name || chinese === name);
  return (match?.[0] as Column | undefined) ?? null;
}

function isReason(name: string | undefined): boolean {
  return name === REASON_COLUMN.zh || name === REASON_COLUMN.en;
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

/** The cells of a line; null if a quote does not close, or stands inside a cell without quotes around it. */
export function csvCells(line: string): readonly string[] | null {
  const cells: string[] = [];
  CELL.lastIndex = 0;
  for (;;) {
    const [, quoted, plain = "", end] = CELL.exec(line) ?? [];
    if (end === undefined) return null;
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === "") return cells;
  }
}

/** A day as the Chinese Excel writes it, `2020/3/1`, in the form `2020-03-01`; any other text as it is. */
export function chineseDate(text: string): string {
  const [, year, month = "", day = ""] = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
