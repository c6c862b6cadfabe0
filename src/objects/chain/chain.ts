/** The chain of what was done in one division: each act decided on the present state, hashed over the one before, saved in one step with what it changes. */
import { toHex } from "../../domain/hex.ts";
import { accept, type Result } from "../../domain/result.ts";
import type { AdministratorStore, AppointmentRow } from "../division/administrator-store.ts";
import type { DecisionRow, Link, Linked } from "../people/colour/colour-store.ts";
import { chainHash } from "./chain-hash.ts";

export interface Deed<T> {
  /** What is written of it, in order; nothing where all is as it should be already. */
  readonly rows: readonly Omit<AppointmentRow, "hash">[];
  /** Changes what the act changes. */
  readonly save: () => void;
  readonly value: T;
}

export class Chain {
  readonly #storage: DurableObjectStorage;
  readonly #store: AdministratorStore;

  constructor(storage: DurableObjectStorage, store: AdministratorStore) {
    this.#storage = storage;
    this.#store = store;
  }

  /** Hashing takes time: where another act came first, this one is decided again on what that one left. */
  async act<T, R extends { readonly code: string }>(decide: () => Result<Deed<T>, R>): Promise<Result<T, R>> {
    for (;;) {
      const head = this.#store.head();
      const decided = decide();
      if (!decided.ok) return decided;
      const { rows, save, value } = decided.value;
      const hashed: AppointmentRow[] = [];
      for (const row of rows) hashed.push({ ...row, hash: await hashOf(hashed.at(-1)?.hash ?? head, row) });
      if (this.#store.head() !== head) continue;
      this.#storage.transactionSync(() => {
        save();
        for (const row of hashed) this.#store.append(row);
      });
      return accept(value);
    }
  }
}

async function hashOf(before: string, row: Omit<AppointmentRow, "hash">): Promise<string> {
  const text = JSON.stringify([before, row.at, row.act, row.account, row.office, row.actor, row.reason]);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** Decisions in the order in which they follow the end of the chain. */
export async function chained({ seq, hash: before }: Link, rows: readonly DecisionRow[]): Promise<readonly Linked[]> {
  const made: Linked[] = [];
  let hash = before;
  for (const [index, row] of rows.entries()) {
    const body = JSON.stringify(row);
    hash = await chainHash(hash, body);
    made.push({ seq: seq + index + 1, hash, body, row });
  }
  return made;
}
