/** Acts that are recorded in a chain: each is decided on the current state and saved in one transaction with its rows. */
import { accept, type Accepted, type Result } from "../../domain/result.ts";
import type { ChainTable, Link } from "./chain-table.ts";

/** An act that is decided, but not saved yet. */
export interface ChainAct<Row, T> {
  /** The rows that record it; none if the act changes nothing. */
  readonly rows: readonly Row[];
  /** False if data outside the chain, from which the act was decided, has changed since; absent if there is none. */
  readonly isCurrent?: () => boolean;
  /** Saves the changes of the act in one transaction with `append`, which it calls unless it saves nothing. Answers with the value of the act. */
  readonly save: (append: () => readonly Link[]) => T;
}

export class Chain<Row> {
  readonly #storage: DurableObjectStorage;
  readonly #table: ChainTable<Row>;
  readonly #appended: () => void;

  /** @param appended is called after rows were appended */
  constructor(storage: DurableObjectStorage, table: ChainTable<Row>, appended: () => void) {
    this.#storage = storage;
    this.#table = table;
    this.#appended = appended;
  }

  head(): Link {
    return this.#table.head();
  }

  /**
   * Decides an act and saves it. Hashing is asynchronous: if the chain or the data of the act changes meanwhile, the act is decided again on the new
   * state.
   */
  async act<T, R extends { readonly code: string }>(decide: () => Result<ChainAct<Row, T>, R>): Promise<Result<T, R>> {
    for (;;) {
      const head = this.head();
      const decided = decide();
      if (!decided.ok) return decided;
      const saved = await this.save(head, decided.value);
      if (saved !== null) return saved;
    }
  }

  /** One attempt to save. Null, without a change, if the chain has grown since `head` or the act is no longer current. */
  async save<T>(head: Link, { rows, isCurrent, save }: ChainAct<Row, T>): Promise<Accepted<T> | null> {
    const linked = await this.#table.link(head, rows);
    if (this.head().seq !== head.seq || isCurrent?.() === false) return null;
    let isAppended = false;
    const value = this.#storage.transactionSync(() =>
      save(() => {
        for (const row of linked) this.#table.append(row);
        isAppended = linked.length > 0;
        return linked;
      }),
    );
    if (isAppended) this.#appended();
    return accept(value);
  }
}
