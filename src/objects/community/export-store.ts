/** What left of a community's history, who took it and why. Append-only, also for this code: the table refuses anything else. */
import type { ExportFormat, ExportView, NewExport } from "./rpc.ts";

export class ExportStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  begin({ office, actor, purpose, format, filter }: NewExport, now: number): number {
    return this.#sql
      .exec<{ id: number }>(
        "INSERT INTO exports (at, office, actor, purpose, format, filter) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        now,
        office,
        actor,
        purpose,
        format,
        filter,
      )
      .one().id;
  }

  /** How it ended, once: what comes later about the same export changes nothing. */
  end(id: number, passes: number, whole: boolean, now: number): void {
    this.#sql.exec(
      "INSERT INTO export_ends (export, at, passes, whole) VALUES (?, ?, ?, ?) ON CONFLICT (export) DO NOTHING",
      id,
      now,
      passes,
      Number(whole),
    );
  }

  /** Newest first, below the number `before`. */
  page(before: number, limit: number): readonly ExportView[] {
    return this.#sql
      .exec<{
        id: number;
        at: number;
        office: string;
        purpose: string;
        format: ExportFormat;
        filter: string;
        passes: number | null;
        whole: number;
      }>(
        `SELECT exports.id, exports.at, office, purpose, format, filter, passes, COALESCE(whole, 0) AS whole
         FROM exports LEFT JOIN export_ends ON export_ends.export = exports.id
         WHERE exports.id < ? ORDER BY exports.id DESC LIMIT ?`,
        before,
        limit,
      )
      .toArray()
      .map((row) => ({ ...row, whole: row.whole === 1 }));
  }
}
