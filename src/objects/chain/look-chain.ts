/**
 * A chain of looks (records that somebody saw a person's data) in one object, with its statements; chain-table.ts appends and checks the rows. Retention removes the oldest rows;
 * the hash of the last removed row stays, so that the rows after it can still be checked. Triggers refuse any other change of the looks, also from this
 * code.
 */
import { dateOf } from "../../domain/china-time.ts";
import type { Purpose } from "../../domain/look/look.ts";
import { accept } from "../../domain/result.ts";
import { overUntil } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../duty/retention.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";
import { Chain } from "./chain.ts";
import { chainHash } from "./chain-hash.ts";
import { type ChainKind, ChainTable, LINK } from "./chain-table.ts";
import type { Look, LookRow } from "./look.ts";

/** A migration of each object with such a chain. It has run in deployments, so that it must not change. */
export const LOOK_TABLES = `
  CREATE TABLE looks (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, office TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL, text TEXT,
    extent TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE TABLE looks_left (seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  INSERT INTO looks_left VALUES (0, '');
  CREATE TABLE removed_looks (day TEXT PRIMARY KEY, looks INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER looks_are BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'looks are append-only'); END;
  CREATE TRIGGER looks_stay BEFORE DELETE ON looks WHEN OLD.seq > (SELECT seq FROM looks_left)
    BEGIN SELECT RAISE(ABORT, 'looks are append-only'); END`;

/** A migration of the object that counts look-ups without a result. It has run in deployments, so that it must not change. */
export const MISS_INDEX = "CREATE INDEX looks_missed ON looks (office, at) WHERE extent = 'nobody'";

interface StoredLook extends Omit<LookRow, "purpose" | "intact">, Purpose {}

const LOOK = columns<StoredLook>({
  seq: "seq",
  at: "at",
  office: "office",
  subject: "subject",
  kind: "kind",
  text: "text",
  extent: "extent",
  detail: "detail",
});

const LOOKS: ChainKind<Look> = {
  table: "looks",
  columns: ["at", "office", "subject", "kind", "text", "extent", "detail"],
  values: ({ at, office, subject, purpose: { kind, text }, extent, detail }) => [at, office, subject, kind, text, extent, detail],
  hash: (before, values) => chainHash(before, JSON.stringify(values)),
  removed: "looks_left",
};

export class LookChain {
  readonly #sql: SqlStorage;
  readonly #chain: Chain<Look>;
  readonly table: ChainTable<Look>;

  /** @param appended is called after a look was appended */
  constructor(storage: DurableObjectStorage, appended: () => void) {
    this.#sql = storage.sql;
    this.table = new ChainTable(storage.sql, LOOKS);
    this.#chain = new Chain(storage, this.table, appended);
  }

  async append(look: Look): Promise<void> {
    await this.#chain.act(() => accept({ rows: [look], save: (append) => append() }));
  }

  /** At most `limit` looks, newest first: those with a number below `before` and a time after `from` (ms). */
  page(from: number, before: number, limit: number): Promise<readonly LookRow[]> {
    return this.#rows("WHERE seq < ? AND at > ? ORDER BY seq DESC LIMIT ?", before, from, limit);
  }

  /** Like `page`, for the looks with this `subject`. The table needs the index `looks_subject`. */
  pageOf(subject: string, from: number, before: number, limit: number): Promise<readonly LookRow[]> {
    return this.#rows("WHERE subject = ? AND seq < ? AND at > ? ORDER BY seq DESC LIMIT ?", subject, before, from, limit);
  }

  /** The time of the n-th newest look-up of this office that found nobody, ms; null if there are fewer. The table needs the index `looks_missed`. */
  missAt(office: string, n: number): number | null {
    return readNumber(
      this.#sql,
      "SELECT at FROM looks WHERE office = ? AND extent = 'nobody' ORDER BY at DESC LIMIT 1 OFFSET ?",
      office,
      n - 1,
    );
  }

  /** The number of the newest look, even if retention has removed it; 0 if there was none yet. */
  newest(): number {
    return this.table.head().seq;
  }

  oldest(): number | null {
    return readNumber(this.#sql, "SELECT at FROM looks ORDER BY seq LIMIT 1");
  }

  removeOldest(until: number, atMost: number, day: string): void {
    const last = readFirst(
      this.#sql,
      query`SELECT ${LINK} FROM (SELECT seq, at, hash FROM looks ORDER BY seq LIMIT ?) WHERE at <= ? ORDER BY seq DESC LIMIT 1`,
      atMost,
      until,
    );
    if (last === null) return;
    this.#sql.exec("UPDATE looks_left SET seq = ?, hash = ?", last.seq, last.hash);
    const left = this.#sql.exec("DELETE FROM looks WHERE seq <= ? RETURNING seq", last.seq).toArray().length;
    this.#sql.exec(
      "INSERT INTO removed_looks (day, looks) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET looks = looks + excluded.looks",
      day,
      left,
    );
  }

  async #rows(where: string, ...bindings: readonly SqlStorageValue[]): Promise<readonly LookRow[]> {
    const rows = readRows(this.#sql, query`SELECT ${LOOK} FROM looks ${where}`, ...bindings);
    const intact = await this.table.intact(rows.map(({ seq }) => seq));
    return rows.map(({ kind, text, ...row }) => ({ ...row, purpose: { kind, text }, intact: intact.has(row.seq) }));
  }
}

export function lookRetention(storage: DurableObjectStorage, looks: Pick<LookChain, "oldest" | "removeOldest">): Duty {
  return retention({ look: () => looks.oldest() }, (now) =>
    storage.transactionSync(() => looks.removeOldest(overUntil("look", now), PIECE_ROWS, dateOf(now))),
  );
}
