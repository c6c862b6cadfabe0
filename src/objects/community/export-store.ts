/** The record of exports of a community's passes: who exported what, and why. Triggers make the tables append-only, also for this code. */
import { columns, query, readNumber, readRows } from "../sql.ts";
import type { ExportView, NewExport } from "./pass.ts";

interface StoredExport extends Omit<ExportView, "whole"> {
  readonly whole: number;
}

const EXPORT = columns<StoredExport>({
  id: "exports.id",
  at: "exports.at",
  office: "office",
  purpose: "purpose",
  format: "format",
  filter: "filter",
  passes: "passes",
  whole: "COALESCE(whole, 0)",
});

export class ExportStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  begin({ office, actor, purpose, format, filter }: NewExport, now: number): number {
    return (
      readNumber(
        this.#sql,
        "INSERT INTO exports (at, office, actor, purpose, format, filter) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        now,
        office,
        actor,
        purpose,
        format,
        filter,
      ) ?? 0
    );
  }

  /** Records the end of an export. Only the first end counts. */
  end(id: number, passes: number, whole: boolean, now: number): void {
    this.#sql.exec(
      "INSERT INTO export_ends (export, at, passes, whole) VALUES (?, ?, ?, ?) ON CONFLICT (export) DO NOTHING",
      id,
      now,
      passes,
      Number(whole),
    );
  }

  /** At most `limit` exports with numbers below `before`, newest first. */
  page(before: number, limit: number): readonly ExportView[] {
    return readRows(
      this.#sql,
      query`SELECT ${EXPORT}
         FROM exports LEFT JOIN export_ends ON export_ends.export = exports.id
         WHERE exports.id < ? ORDER BY exports.id DESC LIMIT ?`,
      before,
      limit,
    ).map((row) => ({ ...row, whole: row.whole === 1 }));
  }
}
