/**
 * The duty that checks a chain every day, whether anybody reads it or not: all rows in pieces, from the first to the last. A break goes to the error log
 * each day until it is mended. The end of the previous check is stored, so that a removal of rows at the end of the table is detected too. Decision 40.
 */
import type { Duty } from "../duty/alarm.ts";
import { columns, query, readFirst } from "../sql.ts";
import type { ChainTable, Link } from "./chain-table.ts";

const DAY_MS = 86_400_000;
/** Batch size: about 5 ms of hashing, for which other requests of the object wait. */
const PIECE_ROWS = 500;

/**
 * A migration of each object with a chain. It has run in deployments, so that it must not change. `at`: the time (ms) at which the last check ended; null
 * while a check is under way.
 */
export const CHAIN_CHECKS =
  "CREATE TABLE chain_checks (chain TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL, at INTEGER) STRICT, WITHOUT ROWID";

/** The last checked row, and the time (ms) at which the check ended; `at` is null while the check is under way. */
interface Progress extends Link {
  readonly at: number | null;
}

const PROGRESS = columns<Progress>({ seq: "seq", hash: "hash", at: "at" });

/** Returns the function that a chain calls after it has appended rows: the alarm of the object then rings within a day, so that the check runs. */
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
      // The table was never used, or retention has removed all rows.
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

/** Stores the progress of the check of one chain. */
class CheckStore {
  readonly #sql: SqlStorage;
  readonly #chain: string;

  constructor(sql: SqlStorage, chain: string) {
    this.#sql = sql;
    this.#chain = chain;
  }

  /** The progress; null if the chain was never checked. */
  progress(): Progress | null {
    return readFirst(this.#sql, query`SELECT ${PROGRESS} FROM chain_checks WHERE chain = ?`, this.#chain);
  }

  note({ seq, hash }: Link, at: number | null): void {
    this.#sql.exec("INSERT OR REPLACE INTO chain_checks (chain, seq, hash, at) VALUES (?, ?, ?, ?)", this.#chain, seq, hash, at);
  }
}
