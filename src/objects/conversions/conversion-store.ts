/** The rows of conversions: handles of the nation and of the home, hand-overs that were used, and passes that the home has not answered. None names a person. */
import type { PassItem } from "../../domain/federation/pass-item.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";
import type { HomeList } from "./rpc.ts";

/** The schema, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE home (only INTEGER PRIMARY KEY CHECK (only = 1), issuer TEXT NOT NULL, list TEXT NOT NULL) STRICT;
   CREATE TABLE conversions (handle TEXT PRIMARY KEY, home_handle TEXT NOT NULL, home_index INTEGER NOT NULL, status_list TEXT NOT NULL,
     status_index INTEGER NOT NULL, expires_at INTEGER NOT NULL, watched INTEGER NOT NULL DEFAULT 1) STRICT, WITHOUT ROWID;
   CREATE INDEX conversions_watched ON conversions (handle) WHERE watched = 1;
   CREATE TABLE handovers (home_handle TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (home_handle, at)) STRICT, WITHOUT ROWID;
   CREATE TABLE forwarded (id TEXT PRIMARY KEY, at INTEGER NOT NULL, item TEXT) STRICT, WITHOUT ROWID`,
];

export interface ConversionRow {
  /** Of the nation's credential, in hex. */
  readonly handle: string;
  /** Of the home's. */
  readonly homeHandle: string;
  readonly homeIndex: number;
  /** The nation's list, and the entry in it. */
  readonly statusList: string;
  readonly statusIndex: number;
  /** ms. */
  readonly expiresAt: number;
}

const HOME = columns<HomeList>({ issuer: "issuer", list: "list" });
const CONVERSION = columns<ConversionRow>({
  handle: "handle",
  homeHandle: "home_handle",
  homeIndex: "home_index",
  statusList: "status_list",
  statusIndex: "status_index",
  expiresAt: "expires_at",
});
const ITEM = columns<{ readonly item: string }>({ item: "item" });

export class ConversionStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Null before the first conversion. */
  home(): HomeList | null {
    return readFirst(this.#sql, query`SELECT ${HOME} FROM home`);
  }

  setHome({ issuer, list }: HomeList): void {
    this.#sql.exec("INSERT OR IGNORE INTO home (only, issuer, list) VALUES (1, ?, ?)", issuer, list);
  }

  /** Notes that a hand-over is used; false if it was before. */
  use(homeHandle: string, at: number): boolean {
    const cursor = this.#sql.exec("INSERT OR IGNORE INTO handovers (home_handle, at) VALUES (?, ?)", homeHandle, at);
    return cursor.rowsWritten > 0;
  }

  /** How many hand-overs of a code were used after a moment, ms. */
  usedSince(homeHandle: string, after: number): number {
    return readNumber(this.#sql, "SELECT COUNT(*) FROM handovers WHERE home_handle = ? AND at > ?", homeHandle, after) ?? 0;
  }

  add(row: ConversionRow): void {
    this.#sql.exec(
      `INSERT INTO conversions (handle, home_handle, home_index, status_list, status_index, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
      row.handle,
      row.homeHandle,
      row.homeIndex,
      row.statusList,
      row.statusIndex,
      row.expiresAt,
    );
  }

  isWatching(): boolean {
    return readNumber(this.#sql, "SELECT 1 FROM conversions WHERE watched = 1 LIMIT 1") !== null;
  }

  /** The credentials that have not expired and are not revoked because of the home. The others are watched no longer. */
  watched(now: number): readonly ConversionRow[] {
    this.#sql.exec("UPDATE conversions SET watched = 0 WHERE watched = 1 AND expires_at <= ?", now);
    return readRows(this.#sql, query`SELECT ${CONVERSION} FROM conversions WHERE watched = 1`);
  }

  unwatch(rows: readonly Pick<ConversionRow, "handle">[]): void {
    const handles = JSON.stringify(rows.map(({ handle }) => handle));
    this.#sql.exec("UPDATE conversions SET watched = 0 WHERE handle IN (SELECT value FROM json_each(?))", handles);
  }

  /** The home's handle of a credential of the nation, in hex; null if there is none. */
  homeHandleOf(handle: string): string | null {
    return readFirst(this.#sql, query`SELECT ${CONVERSION} FROM conversions WHERE handle = ?`, handle)?.homeHandle ?? null;
  }

  /** Keeps a pass for the home; false if it was here before, also if the home has answered it. */
  addPass(item: PassItem): boolean {
    const insert = "INSERT OR IGNORE INTO forwarded (id, at, item) VALUES (?, ?, ?)";
    return this.#sql.exec(insert, item.id, item.at, JSON.stringify(item)).rowsWritten > 0;
  }

  /** The first passes that the home has not answered. */
  passes(limit: number): readonly PassItem[] {
    const rows = readRows(this.#sql, query`SELECT ${ITEM} FROM forwarded WHERE item IS NOT NULL ORDER BY at LIMIT ?`, limit);
    return rows.map(({ item }) => JSON.parse(item) as PassItem);
  }

  /** The home has answered these: only their names stay. */
  dropPasses(ids: readonly string[]): void {
    this.#sql.exec("UPDATE forwarded SET item = NULL WHERE id IN (SELECT value FROM json_each(?))", JSON.stringify(ids));
  }
}
