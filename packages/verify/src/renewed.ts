/** Reads a value over the network again when it is too old: one reading for all who ask meanwhile, and nobody waits longer than the patience. */

interface Limits {
  /** The least time between two readings, ms. The first one may have failed. */
  readonly freshMs: number;
  readonly patienceMs: number;
}

/** A reading that has not ended by now never will: a runtime that ends a request ends its readings too. */
const LOST_MS = 60_000;

export class Renewed {
  readonly #limits: Limits;
  #begunAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Resolves when the last reading is young enough, has ended, or the patience is over. Never rejects. @param now ms, the verifier's clock @param read may reject */
  async renew(now: number, read: () => Promise<void>): Promise<void> {
    // A reading of the future is one before the clock was put back.
    const age = now < this.#begunAt ? Number.POSITIVE_INFINITY : now - this.#begunAt;
    if (age >= (this.#reading === null ? this.#limits.freshMs : LOST_MS)) this.#begin(now, read());
    if (this.#reading !== null) await within(this.#limits.patienceMs, this.#reading);
  }

  #begin(now: number, reading: Promise<void>): void {
    this.#begunAt = now;
    this.#reading = reading;
    const end = () => {
      if (this.#reading === reading) this.#reading = null;
    };
    reading.then(end, end);
  }
}

/** The value of a promise; undefined if it has none after `ms`, or rejects. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, undefined);
    const end = (value?: T) => {
      clearTimeout(timer);
      resolve(value);
    };
    promise.then(end, () => end());
  });
}
