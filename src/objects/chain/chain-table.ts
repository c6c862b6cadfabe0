/** An append-only table whose rows are a chain of hashes: reads its end, appends to it, and checks its rows. Decision 40. */
import { columns, query, readFirst, readOne } from "../sql.ts";
import { CHAIN_START } from "./chain-hash.ts";

/** A place in the chain: the number and the hash of a row, or those before the first row. */
export interface Link {
  readonly seq: number;
  readonly hash: string;
}

/** The values of a row without `seq` and `hash`, in the order of the kind's columns. */
export type Values = readonly (string | number | null)[];

/** One kind of chain. The table's columns are `seq` (its primary key), `hash`, and these. */
export interface ChainKind<Row> {
  readonly table: "appointments" | "decisions" | "looks" | "officer_acts";
  readonly columns: readonly string[];
  readonly values: (row: Row) => Values;
  /** The hash of a row from the previous hash and all of the row's values. */
  readonly hash: (before: string, values: Values) => Promise<string>;
  /** The name of a table with one row: the place of the last row that retention removed. Absent if rows are never removed. */
  readonly removed?: "looks_left";
}

/** A row with its computed hash. */
export interface HashedRow extends Link {
  readonly values: Values;
}

/** The result of checking some rows: the last valid row, and the first row whose hash does not fit the row before it. */
export interface CheckResult {
  readonly end: Link;
  readonly broken: number | null;
  /** True if the check is over: no rows follow, or a row is broken. */
  readonly isLast: boolean;
}

export const LINK = columns<Link>({ seq: "seq", hash: "hash" });

/** The SQL of a migration: the database refuses every change or removal of rows of the table, also from this code. */
export function appendOnly(table: string): string {
  return `CREATE TRIGGER ${table}_are BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} are append-only'); END;
   CREATE TRIGGER ${table}_stay BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} are append-only'); END`;
}

export class ChainTable<Row> {
  readonly #sql: SqlStorage;
  readonly #kind: ChainKind<Row>;

  constructor(sql: SqlStorage, kind: ChainKind<Row>) {
    this.#sql = sql;
    this.#kind = kind;
  }

  get #columns(): string {
    return ["seq", "hash", ...this.#kind.columns].join(", ");
  }

  get name(): string {
    return this.#kind.table;
  }

  /** The place before the first row: the beginning of the chain, or the last row that retention removed. */
  start(): Link {
    const { removed } = this.#kind;
    if (removed === undefined) return { seq: 0, hash: CHAIN_START };
    return readOne(this.#sql, query`SELECT ${LINK} FROM ${removed}`);
  }

  /** The place of the last row; without rows, the place before the first row. */
  head(): Link {
    const newest = query`SELECT ${LINK} FROM ${this.#kind.table} ORDER BY seq DESC LIMIT 1`;
    return readFirst(this.#sql, newest) ?? this.start();
  }

  /** Hashes rows in their order, the first one over the hash at `head`. */
  async link({ seq, hash }: Link, rows: readonly Row[]): Promise<readonly HashedRow[]> {
    const linked: HashedRow[] = [];
    let before = hash;
    for (const [index, row] of rows.entries()) {
      const values = this.#kind.values(row);
      before = await this.#kind.hash(before, values);
      linked.push({ seq: seq + index + 1, hash: before, values });
    }
    return linked;
  }

  /** Appends a row that `link` computed for the current head. */
  append({ seq, hash, values }: HashedRow): void {
    const places = values.map(() => "?").join(", ");
    this.#sql.exec(`INSERT INTO ${this.#kind.table} (${this.#columns}) VALUES (?, ?, ${places})`, seq, hash, ...values);
  }

  /** Whether the table has a row of that place with that hash. */
  has({ seq, hash }: Link): boolean {
    return this.#rows("WHERE seq = ?", seq)[0]?.hash === hash;
  }

  /** Checks at most `atMost` rows after `after`, up to the first row that does not follow from the row before it. */
  async check(after: Link, atMost: number): Promise<CheckResult> {
    const rows = this.#rows("WHERE seq > ? ORDER BY seq LIMIT ?", after.seq, atMost);
    let end = after;
    for (const row of rows) {
      if (!(await this.#follows(end, row))) return { end, broken: row.seq, isLast: true };
      end = { seq: row.seq, hash: row.hash };
    }
    return { end, broken: null, isLast: rows.length < atMost };
  }

  /** Those of the numbers whose row fits the row before it and, if there is a next row, also that one. Reads all rows before the first await. */
  async intact(numbers: readonly number[]): Promise<ReadonlySet<number>> {
    const around = [...new Set(numbers.flatMap((seq) => [seq - 1, seq, seq + 1]))];
    const rows = this.#rows("WHERE seq IN (SELECT value FROM json_each(?))", JSON.stringify(around));
    const links = new Map<number, Link>([[this.start().seq, this.start()], ...rows.map((row) => [row.seq, row] as const)]);
    const whole = new Set<number>();
    for (const row of rows) if (await this.#follows(links.get(row.seq - 1), row)) whole.add(row.seq);
    const isLast = (seq: number) => !links.has(seq + 1);
    return new Set(numbers.filter((seq) => whole.has(seq) && (isLast(seq) || whole.has(seq + 1))));
  }

  async #follows(before: Link | undefined, row: HashedRow): Promise<boolean> {
    return before?.seq === row.seq - 1 && (await this.#kind.hash(before.hash, row.values)) === row.hash;
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly HashedRow[] {
    const rows = this.#sql
      .exec(`SELECT ${this.#columns} FROM ${this.#kind.table} ${where}`, ...bindings)
      .raw<[number, string, ...Values]>();
    return Array.from(rows, ([seq, hash, ...values]) => ({ seq, hash, values }));
  }
}
