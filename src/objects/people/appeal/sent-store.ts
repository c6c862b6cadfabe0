/** Appeals against entries that another issuer told of, until they are answered: every statement that touches the table. Decision 81. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { nextErrandAt, type SentAppeal } from "../../../domain/appeal/sent-appeal.ts";
import type { IssuerCode } from "../../../domain/issuer/issuer.ts";
import { columns, query, readFirst, readNumber, readRows } from "../../sql.ts";

/** `next_at`: when the next errand is due, ms; null: none is left. */
export const SENT_APPEALS = `CREATE TABLE sent_appeals (item TEXT PRIMARY KEY, person TEXT NOT NULL, appeal TEXT NOT NULL, teller TEXT NOT NULL, fact TEXT,
     at INTEGER NOT NULL, sealed TEXT NOT NULL, received_at INTEGER, refusal TEXT, nation_at INTEGER, nation_refusal TEXT, queued INTEGER NOT NULL DEFAULT 0,
     closed_by TEXT, aside_at INTEGER, counted INTEGER NOT NULL DEFAULT 0, next_at INTEGER, UNIQUE (person, appeal)) STRICT, WITHOUT ROWID;
   CREATE INDEX sent_appeals_next ON sent_appeals (next_at) WHERE next_at IS NOT NULL`;

export interface SentRow extends SentAppeal {
  /** The `id` of the item of the letter. */
  readonly item: string;
  readonly person: PersonKey;
  /** The appeal, as the person's phone has named it. */
  readonly appeal: string;
  /** The `id` of the item by which the entry came; null: an earlier release entered it. */
  readonly fact: string | null;
  /** The QueuedText, sealed for the person. */
  readonly sealed: string;
  /** Who has answered; null: nobody. */
  readonly closedBy: IssuerCode | null;
}

type Stored = Omit<SentRow, "isQueued" | "isClosed" | "isCounted"> & { readonly queued: number; readonly counted: number };

const ROW = columns<Stored>({
  item: "item",
  person: "person",
  appeal: "appeal",
  teller: "teller",
  fact: "fact",
  at: "at",
  sealed: "sealed",
  receivedAt: "received_at",
  refusal: "refusal",
  nationAt: "nation_at",
  nationRefusal: "nation_refusal",
  queued: "queued",
  closedBy: "closed_by",
  asideAt: "aside_at",
  counted: "counted",
});

type Changes = Partial<
  Pick<SentRow, "receivedAt" | "refusal" | "nationAt" | "nationRefusal" | "isQueued" | "closedBy" | "asideAt" | "isCounted">
>;

export class SentAppealStore {
  readonly #sql: SqlStorage;
  readonly #home: IssuerCode;

  /** @param home the issuer of the shard */
  constructor(sql: SqlStorage, home: IssuerCode) {
    this.#sql = sql;
    this.#home = home;
  }

  add({
    item,
    person,
    appeal,
    teller,
    fact,
    at,
    sealed,
  }: Pick<SentRow, "item" | "person" | "appeal" | "teller" | "fact" | "at" | "sealed">): void {
    const text =
      "INSERT INTO sent_appeals (item, person, appeal, teller, fact, at, sealed, next_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    this.#sql.exec(text, item, person, appeal, teller, fact, at, sealed, at);
  }

  one(item: string): SentRow | null {
    return rowOf(readFirst(this.#sql, query`SELECT ${ROW} FROM sent_appeals WHERE item = ?`, item));
  }

  of(person: PersonKey, appeal: string): SentRow | null {
    return rowOf(readFirst(this.#sql, query`SELECT ${ROW} FROM sent_appeals WHERE person = ? AND appeal = ?`, person, appeal));
  }

  /** At most so many with an errand that is left, the earliest one first. */
  first(limit: number): readonly SentRow[] {
    const text = query`SELECT ${ROW} FROM sent_appeals WHERE next_at IS NOT NULL ORDER BY next_at LIMIT ?`;
    return readRows(this.#sql, text, limit)
      .map(rowOf)
      .filter((row) => row !== null);
  }

  /** Notes changes, and when the next errand is due then. Within a transaction, or without an `await` after the reading. */
  change(item: string, changes: Changes): void {
    const before = this.one(item);
    if (before === null) return;
    const row = { ...before, ...changes, isClosed: (changes.closedBy ?? before.closedBy) !== null };
    const text = `UPDATE sent_appeals SET received_at = ?, refusal = ?, nation_at = ?, nation_refusal = ?, queued = ?, closed_by = ?, aside_at = ?, counted = ?,
      next_at = ? WHERE item = ?`;
    const states = [
      row.receivedAt,
      row.refusal,
      row.nationAt,
      row.nationRefusal,
      row.isQueued ? 1 : 0,
      row.closedBy,
      row.asideAt,
    ];
    this.#sql.exec(text, ...states, row.isCounted ? 1 : 0, nextErrandAt(row, this.#home), item);
  }

  /** The time of the first errand, ms; null if there is none. */
  nextAt(): number | null {
    return readNumber(this.#sql, "SELECT MIN(next_at) FROM sent_appeals");
  }

  remove(person: PersonKey, appeal: string): void {
    this.#sql.exec("DELETE FROM sent_appeals WHERE person = ? AND appeal = ?", person, appeal);
  }
}

function rowOf(stored: Stored | null): SentRow | null {
  if (stored === null) return null;
  const { queued, counted, ...row } = stored;
  return { ...row, isQueued: queued === 1, isClosed: row.closedBy !== null, isCounted: counted === 1 };
}
