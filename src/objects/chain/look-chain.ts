/**
 * A chain of looks in one object: every statement that touches its tables. The oldest leave with time; the hash of the last that left stays, so
 * that those after it can still be checked. The tables refuse any other change, also to this code.
 */
import { today } from "../../domain/china-time.ts";
import type { LookExtent, Purpose, PurposeKind } from "../../domain/look/look.ts";
import { lookDue, lookOverUntil } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import { chainHash } from "./chain-hash.ts";

export interface Look {
  /** ms */
  readonly at: number;
  /** The division in whose name it was made. */
  readonly office: string;
  /** Who is told of it here: whose data they are, or who looked. */
  readonly subject: string;
  readonly purpose: Purpose;
  /** How much was seen. */
  readonly extent: LookExtent;
  /** What only this object needs to say of it. */
  readonly detail: string;
}

export interface LookRow extends Look {
  readonly seq: number;
}

/** For the migrations of each object that has such a chain; it has run, so it never changes. */
export const LOOK_TABLES = `
  CREATE TABLE looks (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, office TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL, text TEXT,
    extent TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE TABLE looks_left (seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  INSERT INTO looks_left VALUES (0, '');
  CREATE TABLE removed_looks (day TEXT PRIMARY KEY, looks INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER looks_are BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'looks are append-only'); END;
  CREATE TRIGGER looks_stay BEFORE DELETE ON looks WHEN OLD.seq > (SELECT seq FROM looks_left)
    BEGIN SELECT RAISE(ABORT, 'looks are append-only'); END`;

const COLUMNS = "seq, at, office, subject, kind, text, extent, detail";

export class LookChain {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Hashing takes time, so the head is asked again. */
  async append(look: Look): Promise<void> {
    const { at, office, subject, purpose, extent, detail } = look;
    const head = this.#head();
    const { kind, text } = purpose;
    const hash = await chainHash(head.hash, JSON.stringify([at, office, subject, kind, text, extent, detail]));
    if (this.#head().hash !== head.hash) return this.append(look);
    this.#sql.exec(
      `INSERT INTO looks (${COLUMNS}, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      head.seq + 1,
      at,
      office,
      subject,
      kind,
      text,
      extent,
      detail,
      hash,
    );
  }

  /** Newest first, below the number `before`, and none of before `from`. */
  page(from: number, before: number, limit: number): readonly LookRow[] {
    return this.#rows("WHERE seq < ? AND at > ? ORDER BY seq DESC LIMIT ?", before, from, limit);
  }

  /** The same of one subject; by an index of the objects that have one. */
  pageOf(subject: string, from: number, before: number, limit: number): readonly LookRow[] {
    return this.#rows("WHERE subject = ? AND seq < ? AND at > ? ORDER BY seq DESC LIMIT ?", subject, before, from, limit);
  }

  /** The number of the newest one, 0 where there is none. */
  newest(): number {
    return this.#head().seq;
  }

  oldest(): number | null {
    return this.#sql.exec<{ at: number }>("SELECT at FROM looks ORDER BY seq LIMIT 1").toArray()[0]?.at ?? null;
  }

  removeOldest(until: number, atMost: number, day: string): void {
    const [last] = this.#sql
      .exec<{ seq: number; hash: string }>(
        "SELECT seq, hash FROM (SELECT seq, at, hash FROM looks ORDER BY seq LIMIT ?) WHERE at <= ? ORDER BY seq DESC LIMIT 1",
        atMost,
        until,
      )
      .toArray();
    if (last === undefined) return;
    this.#sql.exec("UPDATE looks_left SET seq = ?, hash = ?", last.seq, last.hash);
    const left = this.#sql.exec("DELETE FROM looks WHERE seq <= ? RETURNING seq", last.seq).toArray().length;
    this.#sql.exec(
      "INSERT INTO removed_looks (day, looks) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET looks = looks + excluded.looks",
      day,
      left,
    );
  }

  #head(): { readonly seq: number; readonly hash: string } {
    return (
      this.#sql.exec<{ seq: number; hash: string }>("SELECT seq, hash FROM looks ORDER BY seq DESC LIMIT 1").toArray()[0] ??
      this.#sql.exec<{ seq: number; hash: string }>("SELECT seq, hash FROM looks_left").one()
    );
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly LookRow[] {
    return this.#sql
      .exec<{
        seq: number;
        at: number;
        office: string;
        subject: string;
        kind: string;
        text: string | null;
        extent: string;
        detail: string;
      }>(`SELECT ${COLUMNS} FROM looks ${where}`, ...bindings)
      .toArray()
      .map(({ kind, text, extent, ...row }) => ({
        ...row,
        extent: extent as LookExtent,
        purpose: { kind: kind as PurposeKind, text },
      }));
  }
}

const PIECE_ROWS = 1000;

interface Looks {
  /** When the oldest was, ms. */
  oldest(): number | null;
  /** Removes the oldest of those up to `until`, at most so many, counted under `day`. */
  removeOldest(until: number, atMost: number, day: string): void;
}

export function lookRetention(storage: DurableObjectStorage, looks: Looks): Duty {
  return {
    name: "look retention",
    due() {
      const oldest = looks.oldest();
      return oldest === null ? null : lookDue(oldest);
    },
    run(now) {
      storage.transactionSync(() => looks.removeOldest(lookOverUntil(now), PIECE_ROWS, today(now)));
    },
  };
}
