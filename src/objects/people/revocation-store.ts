/** Revocations on their way to their status lists: a row is one list's part of one revocation, and leaves when the list has it. Every statement that touches the table. */

export interface RevocationRow {
  readonly seq: number;
  readonly statusList: string;
  readonly indexes: readonly number[];
}

export class RevocationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(statusList: string, indexes: readonly number[]): void {
    this.#sql.exec("INSERT INTO revocations (status_list, indexes) VALUES (?, ?)", statusList, JSON.stringify(indexes));
  }

  /** The lists for which something waits. */
  lists(): readonly string[] {
    return this.#sql
      .exec<{ statusList: string }>("SELECT DISTINCT status_list AS statusList FROM revocations")
      .toArray()
      .map(({ statusList }) => statusList);
  }

  /** The oldest ones for these lists. */
  oldest(lists: readonly string[], limit: number): readonly RevocationRow[] {
    return this.#sql
      .exec<{ seq: number; statusList: string; indexes: string }>(
        `SELECT seq, status_list AS statusList, indexes FROM revocations
         WHERE status_list IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
        JSON.stringify(lists),
        limit,
      )
      .toArray()
      .map((row) => ({ ...row, indexes: JSON.parse(row.indexes) as readonly number[] }));
  }

  /** Of rows that were read, not of what came for the same list meanwhile. */
  drop(rows: readonly RevocationRow[]): void {
    this.#sql.exec(
      "DELETE FROM revocations WHERE seq IN (SELECT value FROM json_each(?))",
      JSON.stringify(rows.map(({ seq }) => seq)),
    );
  }
}
