/** What a status list knows of itself, and its bits in pages of 4,096 entries: every statement that touches these tables. */
import type { Bytes } from "../../domain/code/claims.ts";
import { listBytes, revokeBelow, type Withdrawal, withdraw } from "../../domain/code/status.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";

const PAGE_BYTES = 1024;
const ENTRIES_PER_PAGE = PAGE_BYTES * 4;

export interface ListRow {
  /** How many indexes were given out, from 0. */
  readonly given: number;
  /** 1 where it is not published as it is. */
  readonly changed: number;
  /** ms; 0 where it never was. */
  readonly publishedAt: number;
  /** The latest turn that the list has heard of, ms; null where it is older than turns. */
  readonly turnedAt: number | null;
  /** Everything below this index was given before that turn, and is revoked by it. */
  readonly revokedBelow: number;
}

/** So many indexes from the first, and whether the list has to be published anew. */
export interface Given {
  readonly first: number;
  readonly changed: boolean;
}

interface PageRow {
  readonly page: number;
  readonly bits: ArrayBuffer;
}

const LIST = columns<ListRow>({
  given: "given",
  changed: "changed",
  publishedAt: "published_at",
  turnedAt: "turned_at",
  revokedBelow: "revoked_below",
});
const PAGE = columns<PageRow>({ page: "page", bits: "bits" });

export class ListStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Null until the first index is given. */
  list(): ListRow | null {
    return readFirst(this.#sql, query`SELECT ${LIST} FROM list`);
  }

  /**
   * Gives out that many indexes, and says whether the list has to be published anew: it is longer, or turns.
   * @param turn the latest turn that the issuer of the codes knows; codes of an issuer that does not know the list's latest turn are revoked at once
   */
  give(count: number, turn: number): Given {
    const turned = this.turn(turn);
    const row = this.list();
    const first = row?.given ?? 0;
    const longer = first === 0 || listBytes(first + count) > listBytes(first);
    this.#sql.exec(
      `INSERT INTO list (only, given, turned_at) VALUES (1, ?, ?)
       ON CONFLICT (only) DO UPDATE SET given = excluded.given, changed = MAX(changed, ?)`,
      first + count,
      turn,
      longer ? 1 : 0,
    );
    const indexes = Array.from({ length: count }, (_, index) => first + index);
    const late = turn < (row?.turnedAt ?? 0) && this.withdraw(indexes, "revoked");
    return { first, changed: turned || longer || late };
  }

  /** Revokes whatever was given before this turn, once. Answers whether that changed anything. */
  turn(at: number): boolean {
    const row = this.list();
    if (row === null || (row.turnedAt ?? 0) >= at) return false;
    // What a list of before there were turns has given may be of before or after this one: it expires within its day.
    const revokedBelow = row.turnedAt === null ? 0 : row.given;
    this.#sql.exec("UPDATE list SET turned_at = ?, revoked_below = ?, changed = 1", at, revokedBelow);
    return true;
  }

  /** Withdraws entries that were given; a page is written only where a bit of it changes. Answers whether any did. */
  withdraw(indexes: readonly number[], withdrawal: Withdrawal): boolean {
    const row = this.list();
    const given = indexes.filter((index) => index >= (row?.revokedBelow ?? 0) && index < (row?.given ?? 0));
    let changed = false;
    for (const [page, within] of Map.groupBy(given, (index) => Math.floor(index / ENTRIES_PER_PAGE))) {
      const bits = this.#page(page);
      const done = within.filter((index) => withdraw(bits, index % ENTRIES_PER_PAGE, withdrawal));
      if (done.length === 0) continue;
      changed = true;
      this.#sql.exec("INSERT OR REPLACE INTO pages (page, bits) VALUES (?, ?)", page, bits.buffer);
    }
    if (changed && row?.changed === 0) this.#sql.exec("UPDATE list SET changed = 1");
    return changed;
  }

  /** The whole list as it is published. */
  bits({ given, revokedBelow }: ListRow): Bytes {
    const bits = new Uint8Array(listBytes(given));
    for (const row of readRows(this.#sql, query`SELECT ${PAGE} FROM pages`))
      bits.set(new Uint8Array(row.bits), row.page * PAGE_BYTES);
    revokeBelow(bits, revokedBelow);
    return bits;
  }

  /** @param changed whether it has changed again meanwhile */
  published(at: number, changed: boolean): void {
    this.#sql.exec("UPDATE list SET published_at = ?, changed = ?", at, changed ? 1 : 0);
  }

  #page(page: number): Bytes {
    const row = readFirst(this.#sql, query`SELECT ${PAGE} FROM pages WHERE page = ?`, page);
    return row === null ? new Uint8Array(PAGE_BYTES) : new Uint8Array(row.bits);
  }
}
