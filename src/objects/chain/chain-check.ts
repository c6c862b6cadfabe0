/**
 * The duty that checks a chain every day, whether anybody reads it or not: all rows in pieces, from the first to the last. A break goes to the error log
 * each day until it is mended. The end of the previous check is remembered, so that rows removed from the end of the table are missed too. Decision 40.
 */
import type { Duty } from "../duty/alarm.ts";
import { columns, query, readFirst } from "../sql.ts";
import type { ChainTable, Link } from "./chain-table.ts";

const DAY_MS = 86_400_000;
/** Some 5 ms of hashing, for the requests that wait at the object. */
const PIECE_ROWS = 500;

/** For the migrations of each object that has a chain; it has run, so it never changes. `at`: the end of the last check; null while one is under way. */
export const CHAIN_CHECKS =
  "CREATE TABLE chain_checks (chain TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL, at INTEGER) STRICT, WITHOUT ROWID";

/** The last row that was checked. */
interface Progress extends Link {
  readonly at: number | null;
}

const PROGRESS = columns<Progress>({ seq: "seq", hash: "hash", at: "at" });

/** Has the alarm ring within a day of an act: the duty is not asked at each of them. */
export function checkLater(wake: (at: number) => void): () => void {
  return () => wake(Date.now() + DAY_MS);
}

export function chainCheckDuty<Row>({ id, storage }: DurableObjectState, table: ChainTable<Row>): Duty {
  const store = new CheckStore(storage.sql, table.name);
  const report = (fault: string) => console.error(`the chain of ${table.name} of ${id.name} is broken: ${fault}`);
  return {
    name: `check of ${table.name}`,
    due() {
      const [start, progress] = [table.start().seq, store.progress()];
      // The table was never used, or all of its rows have left with time.
      if (table.head().seq === start && (progress?.seq ?? 0) <= start) return null;
      return progress === null || progress.at === null ? 0 : progress.at + DAY_MS;
    },
    async run(now) {
      const [start, progress] = [table.start(), store.progress()];
      const reached = progress !== null && progress.seq > start.seq ? progress : null;
      if (reached !== null && !table.has(reached)) {
        report(`row ${reached.seq}, the last one of the previous check, is missing or has another hash`);
        return store.note(reached, now);
      }
      const { end, broken, isLast } = await table.check(reached?.at === null ? reached : start, PIECE_ROWS);
      if (broken !== null) report(`row ${broken} does not follow from the row before it`);
      store.note(end, isLast ? now : null);
    },
  };
}

/** How far one chain was checked. */
class CheckStore {
  readonly #sql: SqlStorage;
  readonly #chain: string;

  constructor(sql: SqlStorage, chain: string) {
    this.#sql = sql;
    this.#chain = chain;
  }

  /** Null before the first check. */
  progress(): Progress | null {
    return readFirst(this.#sql, query`SELECT ${PROGRESS} FROM chain_checks WHERE chain = ?`, this.#chain);
  }

  note({ seq, hash }: Link, at: number | null): void {
    this.#sql.exec("INSERT OR REPLACE INTO chain_checks (chain, seq, hash, at) VALUES (?, ?, ?, ?)", this.#chain, seq, hash, at);
  }
}
