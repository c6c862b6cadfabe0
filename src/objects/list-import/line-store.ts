/** The lines of a file: the counts of the accepted ones, the errors of the refused ones, and the text of the refused ones until the file is decided. Every statement that touches these tables. */
import type { LineCount } from "../../domain/list/list-file.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";
import type { PieceRow } from "./import-store.ts";
import type { LineError } from "./rpc.ts";

/** The sorts of counts: lines by kind, by source and by what they would do; persons, and levels, by county. */
export type Sort = "kind" | "source" | "forecast" | "county";

const MAX_ERRORS = 1000;

const LINE_ERROR = columns<LineError>({ line: "line", code: "code", field: "field" });
const LINE_COUNT = columns<LineCount>({ name: "name", lines: "lines" });
const REFUSED = columns<PieceRow>({ n: "n", sealed: "sealed" });

export class LineStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds errors, as far as there is room. */
  addErrors(errors: readonly LineError[]): void {
    const room = MAX_ERRORS - this.errors().length;
    for (const { line, code, field } of errors.slice(0, Math.max(room, 0)))
      this.#sql.exec("INSERT OR REPLACE INTO errors (line, code, field) VALUES (?, ?, ?)", line, code, field);
  }

  errors(): readonly LineError[] {
    return readRows(this.#sql, query`SELECT ${LINE_ERROR} FROM errors ORDER BY line`);
  }

  /** Adds one to the count of each name, as often as it occurs. */
  count(sort: Sort, names: readonly string[]): void {
    for (const [name, some] of Map.groupBy(names, (each) => each)) this.add(sort, name, some.length);
  }

  add(sort: Sort, name: string, lines: number): void {
    const text = "INSERT INTO line_counts (sort, name, lines) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET lines = lines + ?3";
    this.#sql.exec(text, sort, name, lines);
  }

  /** The counts of one sort, the largest first. */
  counts(sort: Sort): readonly LineCount[] {
    return readRows(this.#sql, query`SELECT ${LINE_COUNT} FROM line_counts WHERE sort = ? ORDER BY lines DESC, name`, sort);
  }

  /** Keeps the sealed text of the refused lines of the piece `n`. */
  keepRefused(n: number, sealed: string): void {
    this.#sql.exec("INSERT OR REPLACE INTO refused_lines (n, sealed) VALUES (?, ?)", n, sealed);
  }

  /** The first piece with refused lines, from the number `from` on. */
  refused(from: number): PieceRow | null {
    return readFirst(this.#sql, query`SELECT ${REFUSED} FROM refused_lines WHERE n >= ? ORDER BY n LIMIT 1`, from);
  }

  /** Deletes all counts, errors and texts. */
  forget(): void {
    for (const table of ["errors", "line_counts", "refused_lines"]) this.#sql.exec(`DELETE FROM ${table}`);
  }
}
