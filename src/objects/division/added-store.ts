/** What was added below one street, beside the table that everybody has: every statement that touches it. */
import type { DivisionCode } from "../../domain/division/division.ts";
import type { DivisionRow } from "../../domain/division/table.ts";

interface AddedRow {
  readonly code: string;
  readonly name: string;
  /** A JSON list. */
  readonly aliases: string;
  readonly validFrom: string | null;
}

const COLUMNS = "code, name, aliases, valid_from AS validFrom";

export class AddedStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(): readonly DivisionRow[] {
    return this.#rows("ORDER BY code");
  }

  /** What everybody has still to be told. */
  unpublished(): readonly DivisionRow[] {
    return this.#rows("WHERE published = 0 ORDER BY code");
  }

  save({ code, name, aliases, validFrom }: DivisionRow): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO added_divisions (code, name, aliases, valid_from, published) VALUES (?, ?, ?, ?, 0)",
      code,
      name,
      JSON.stringify(aliases),
      validFrom,
    );
  }

  /** Notes that a row was told as it is; one that has changed meanwhile stays to be told. */
  notePublished({ code, aliases }: DivisionRow): void {
    this.#sql.exec("UPDATE added_divisions SET published = 1 WHERE code = ? AND aliases = ?", code, JSON.stringify(aliases));
  }

  #rows(where: string): readonly DivisionRow[] {
    return this.#sql
      .exec<Record<keyof AddedRow, SqlStorageValue>>(`SELECT ${COLUMNS} FROM added_divisions ${where}`)
      .toArray()
      .map((row) => {
        const { code, name, aliases, validFrom } = row as unknown as AddedRow;
        const listed = JSON.parse(aliases) as readonly string[];
        return { code: code as DivisionCode, name, aliases: listed, validFrom, validTo: null, successor: null };
      });
  }
}
