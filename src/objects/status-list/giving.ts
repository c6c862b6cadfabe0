/** Hands out a list's indexes, each once, from a block set aside on disk: a busy list writes once for many. What is left when the object sleeps is never given. */
import type { Given, ListStore } from "./list-store.ts";

/** A quarter of a page. */
const MAX_BLOCK = 1024;

export class Giving {
  readonly #store: ListStore;
  /** From the one to before the other: set aside and not given yet. */
  #next = 0;
  #end = 0;
  #size = 0;
  /** By which turn that was set aside, ms; null where nothing is. */
  #turn: number | null = null;

  constructor(store: ListStore) {
    this.#store = store;
  }

  /**
   * As {@link ListStore.give}, without a write where what was set aside by the same turn is enough. Where the list has heard of a later one since,
   * all of that is below the index up to which it revokes: as it has to be.
   */
  give(count: number, turn: number): Given {
    if (turn !== this.#turn || this.#next + count > this.#end) return this.#setAside(count, turn);
    const first = this.#next;
    this.#next += count;
    return { first, changed: false };
  }

  /** Twice as many as the time before, so that no more are lost than were given. */
  #setAside(count: number, turn: number): Given {
    // Whoever has not heard of the last turn gives what is revoked from the start: no more of it than is asked for.
    if (turn < (this.#store.list()?.turnedAt ?? 0)) return this.#store.give(count, turn);
    const size = Math.max(count, Math.min(MAX_BLOCK, this.#size * 2));
    const { first: begin, changed } = this.#store.give(size, turn);
    const goesOn = turn === this.#turn && begin === this.#end;
    const first = goesOn ? this.#next : begin;
    this.#next = first + count;
    this.#end = begin + size;
    this.#size = size;
    this.#turn = turn;
    return { first, changed };
  }
}
