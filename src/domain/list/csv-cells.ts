/** One line of a CSV as its cells. RFC 4180, without line breaks inside a cell: a line is a line. Pure. */

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
