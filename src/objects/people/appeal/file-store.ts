/** Rows of files of appeals: every statement that touches the table. `place` is the position of a file in its appeal; without one, no appeal names it yet. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { AppealFile, FileType, FileEntry } from "../../../domain/appeal/file.ts";
import { columns, query, readNumber, readRows } from "../../sql.ts";
import type { FileName } from "./rpc.ts";

interface StoredFile {
  readonly id: string;
  readonly type: FileType;
  readonly bytes: number;
  readonly at: number;
  readonly stored: number;
  readonly bound: number;
}

const FILE = columns<StoredFile>({
  id: "id",
  type: "type",
  bytes: "bytes",
  at: "at",
  stored: "stored",
  bound: "place IS NOT NULL",
});
const FILE_NAME = columns<FileName>({ person: "person", appeal: "appeal", id: "id" });

export class AppealFileStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** All files of one appeal. Files that it does not name come first, then those that it names, in its order. */
  of(person: PersonKey, appeal: string): readonly FileEntry[] {
    return this.#rows("WHERE person = ? AND appeal = ? ORDER BY place, at", person, appeal);
  }

  one({ person, appeal, id }: FileName): FileEntry | null {
    return this.#rows("WHERE person = ? AND appeal = ? AND id = ?", person, appeal, id)[0] ?? null;
  }

  /** The number of a person's files that no appeal names. */
  loose(person: PersonKey): number {
    return readNumber(this.#sql, "SELECT COUNT(*) FROM appeal_files WHERE person = ? AND place IS NULL", person) ?? 0;
  }

  begin({ person, appeal }: Omit<FileName, "id">, { id, type, bytes }: AppealFile, now: number): void {
    this.#sql.exec(
      "INSERT INTO appeal_files (person, appeal, id, type, bytes, at) VALUES (?, ?, ?, ?, ?, ?)",
      person,
      appeal,
      id,
      type,
      bytes,
      now,
    );
  }

  arrived({ person, appeal, id }: FileName): void {
    this.#sql.exec("UPDATE appeal_files SET stored = 1 WHERE person = ? AND appeal = ? AND id = ?", person, appeal, id);
  }

  /** Notes that the appeal names these files, in this order. */
  bind(person: PersonKey, appeal: string, ids: readonly string[]): void {
    for (const [place, id] of ids.entries())
      this.#sql.exec("UPDATE appeal_files SET place = ? WHERE person = ? AND appeal = ? AND id = ?", place, person, appeal, id);
  }

  /** The time at which the upload of the oldest file began that no appeal names, ms; null if there is none. */
  oldestLoose(): number | null {
    return readNumber(this.#sql, "SELECT MIN(at) FROM appeal_files WHERE place IS NULL");
  }

  looseUntil(until: number, atMost: number): readonly FileName[] {
    return this.#names("WHERE place IS NULL AND at <= ? ORDER BY at LIMIT ?", until, atMost);
  }

  /** The names of all files of one appeal, also of files that the appeal does not name. */
  ofAppeal(person: PersonKey, appeal: string): readonly FileName[] {
    return this.#names("WHERE person = ? AND appeal = ?", person, appeal);
  }

  remove({ person, appeal, id }: FileName): void {
    this.#sql.exec("DELETE FROM appeal_files WHERE person = ? AND appeal = ? AND id = ?", person, appeal, id);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly FileEntry[] {
    return readRows(this.#sql, query`SELECT ${FILE} FROM appeal_files ${where}`, ...bindings).map(
      ({ stored, bound, ...row }) => ({
        ...row,
        stored: stored === 1,
        bound: bound === 1,
      }),
    );
  }

  #names(where: string, ...bindings: readonly SqlStorageValue[]): readonly FileName[] {
    return readRows(this.#sql, query`SELECT ${FILE_NAME} FROM appeal_files ${where}`, ...bindings);
  }
}
