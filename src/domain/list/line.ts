/** A line of a list file: a CSV under its heading, or one JSON object a line. Pure; what its columns mean is the list's. Source: docs/facts.md. */

export type ListFormat = "csv" | "ndjson";

/** Columns by their names, each also in Chinese. */
export type ColumnNames<Column extends string> = Readonly<Record<Column, string>>;
export type Typed<Column extends string> = Partial<Readonly<Record<Column, string>>>;

export const MAX_LINE_CHARACTERS = 2000;

/** The columns of a CSV's heading, in their order; null where one is unknown, twice there, or missing. */
export function columnsOf<Column extends string>(
  names: ColumnNames<Column>,
  needed: readonly Column[],
  heading: string,
): readonly Column[] | null {
  const columns = csvCells(heading)?.map((name) => columnOf(names, name)) ?? [];
  const known = columns.filter((column) => column !== null);
  const isWhole = known.length === columns.length && new Set(known).size === known.length;
  return isWhole && needed.every((column) => known.includes(column)) ? known : null;
}

/**
 * What a line says, by column; null where it is not well formed. In JSON texts only, as a number would have lost its last digits; an end that
 * is not known may be null.
 * @param columns of a CSV; null for NDJSON
 */
export function typedLine<Column extends string>(
  names: ColumnNames<Column>,
  columns: readonly Column[] | null,
  line: string,
): Typed<Column> | null {
  return columns === null ? fromJson(names, line) : fromCells(columns, line);
}

function fromCells<Column extends string>(columns: readonly Column[], line: string): Typed<Column> | null {
  const cells = csvCells(line);
  if (cells?.length !== columns.length) return null;
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""])) as Typed<Column>;
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
  const found = Object.entries<string>(names).find(([column, chinese]) => column === name || chinese === name);
  return (found?.[0] as Column | undefined) ?? null;
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

/** Null where quotes do not close, or stand inside a cell that has none around it. */
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
