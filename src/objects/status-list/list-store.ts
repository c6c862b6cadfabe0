/** The state of a status list, and its bits in pages of 4,096 entries: every statement that touches these tables. */
import type { Bytes } from "../../domain/code/claims.ts";
import { blocksEnd, listBytes, revokeBelow, type Withdrawal, withdraw } from "../../domain/code/status.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";

const PAGE_BYTES = 1024;
const ENTRIES_PER_PAGE = PAGE_BYTES * 4;

export interface ListRow {
  /** The number of allotted places in the order of the list (index-order.ts); each place is one index in the blocks that have begun. */
  readonly count: number;
  /** 1 if the list has changed since its last publication, otherwise 0. */
  readonly changed: number;
  /** The time of the last publication, ms; 0 if there was none. */
  readonly publishedAt: number;
  /** The latest turn (change of the shown colours) that the list has received, ms; null for a list from before turns existed. */
  readonly turnedAt: number | null;
  /** Indexes below this one, whole blocks, were allotted before the latest turn (change of the shown colours) and are revoked by it. */
  readonly revokedBelow: number;
}

/** The first of the allotted places. */
export interface Allotment {
  readonly first: number;
  /** Whether the list must be published again. */
  readonly changed: boolean;
  /** Whether the caller must revoke the indexes of these places at once: the list has had a later turn (change of the shown colours) than the caller knows. */
  readonly late: boolean;
}

interface PageRow {
  readonly page: number;
  readonly bits: ArrayBuffer;
}

const LIST = columns<ListRow>({
  count: "given",
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

  /** The state of the list; null until the first index is allotted. */
  list(): ListRow | null {
    return readFirst(this.#sql, query`SELECT ${LIST} FROM list`);
  }

  /**
   * Allots `count` places. The list must be published again if it is longer or has a new turn.
   * @param turn the latest turn (change of the shown colours) that the caller knows, ms
   */
  allot(count: number, turn: number): Allotment {
    const turned = this.turn(turn);
    const row = this.list();
    const first = row?.count ?? 0;
    const longer = first === 0 || listBytes(blocksEnd(first + count)) > listBytes(blocksEnd(first));
    this.#sql.exec(
      `INSERT INTO list (only, given, turned_at) VALUES (1, ?, ?)
       ON CONFLICT (only) DO UPDATE SET given = excluded.given, changed = MAX(changed, ?)`,
      first + count,
      turn,
      longer ? 1 : 0,
    );
    return { first, changed: turned || longer, late: turn < (row?.turnedAt ?? 0) };
  }

  /**
   * Revokes all indexes that were allotted before the turn (change of the shown colours) at this time (ms), with the rest of their block: the next place
   * is in a new one. A repeat or an older turn changes nothing.
   * @returns whether the list changed
   */
  turn(at: number): boolean {
    const row = this.list();
    if (row === null || (row.turnedAt ?? 0) >= at) return false;
    // A list from before turns existed may have indexes from before and after this turn. It revokes none: all expire within its day.
    const count = blocksEnd(row.count);
    const revokedBelow = row.turnedAt === null ? 0 : count;
    this.#sql.exec("UPDATE list SET given = ?, turned_at = ?, revoked_below = ?, changed = 1", count, at, revokedBelow);
    return true;
  }

  /** Withdraws indexes of blocks that have begun. Writes only pages whose bits change. @returns whether a bit changed */
  withdraw(indexes: readonly number[], withdrawal: Withdrawal): boolean {
    const row = this.list();
    const open = indexes.filter((index) => index >= (row?.revokedBelow ?? 0) && index < blocksEnd(row?.count ?? 0));
    let changed = false;
    for (const [page, within] of Map.groupBy(open, (index) => Math.floor(index / ENTRIES_PER_PAGE))) {
      const bits = this.#page(page);
      const done = within.filter((index) => withdraw(bits, index % ENTRIES_PER_PAGE, withdrawal));
      if (done.length === 0) continue;
      changed = true;
      this.#sql.exec("INSERT OR REPLACE INTO pages (page, bits) VALUES (?, ?)", page, bits.buffer);
    }
    if (changed && row?.changed === 0) this.#sql.exec("UPDATE list SET changed = 1");
    return changed;
  }

  /** The bits of the whole list, for publication. */
  bits({ count, revokedBelow }: ListRow): Bytes {
    const bits = new Uint8Array(listBytes(blocksEnd(count)));
    for (const row of readRows(this.#sql, query`SELECT ${PAGE} FROM pages`))
      bits.set(new Uint8Array(row.bits), row.page * PAGE_BYTES);
    revokeBelow(bits, revokedBelow);
    return bits;
  }

  /** Notes a publication. @param changed whether the list has changed again meanwhile */
  published(at: number, changed: boolean): void {
    this.#sql.exec("UPDATE list SET published_at = ?, changed = ?", at, changed ? 1 : 0);
  }

  #page(page: number): Bytes {
    const row = readFirst(this.#sql, query`SELECT ${PAGE} FROM pages WHERE page = ?`, page);
    return row === null ? new Uint8Array(PAGE_BYTES) : new Uint8Array(row.bits);
  }
}
