/**
 * Delivery at least once, per receiver. A receiver that fails gets its parcel again after a back-off, and does not delay the other receivers. The parcels
 * wait in a table of the caller.
 */
import { backOffMs } from "./back-off.ts";

/** The pause of a receiver after failures. */
export interface Rest {
  /** Failures in a row. */
  readonly attempts: number;
  /** The end of the pause, ms. */
  readonly until: number;
}

/** The storage of the pauses after failures: a Map, because a restart of the object is a reason to try again, or columns of the caller's table. */
export interface Rests<K> {
  get(receiver: K): Rest | undefined;
  set(receiver: K, rest: Rest): void;
  /** Called when the receiver accepts a parcel after failures. */
  delete(receiver: K): void;
}

export interface SendOutcome<K, P> {
  readonly delivered: readonly (readonly [K, P])[];
  /** Parcels that were not sent because the receiver rests or is busy, and those that the receiver did not accept. */
  readonly left: readonly (readonly [K, P])[];
}

interface Options<K> {
  /** The name of the delivery in the log of a failure. */
  readonly name: string;
  readonly rests?: Rests<K>;
  readonly random?: () => number;
  /** The shortest time between the end of one sending and the beginning of the next one to the same receiver, ms. */
  readonly gapMs?: number;
  readonly clock?: () => number;
}

/** A parcel without an answer for this time is sent again in parallel, so that the alarm stays armed while a receiver does not answer. */
const UNDER_WAY_MS = 30_000;

export class Outbox<K extends string | number> {
  readonly #name: string;
  readonly #rests: Rests<K>;
  readonly #random: () => number;
  readonly #gapMs: number;
  readonly #clock: () => number;
  /** Per receiver, the time (ms) until which it gets no parcel because one is being sent, or because the gap after one is not over. */
  readonly #busy = new Map<K, number>();

  constructor({ name, rests = new Map<K, Rest>(), random = Math.random, gapMs = 0, clock = Date.now }: Options<K>) {
    this.#name = name;
    this.#rests = rests;
    this.#random = random;
    this.#gapMs = gapMs;
    this.#clock = clock;
  }

  /** The time from which the receiver may get a parcel, ms; 0: at once. */
  readyAt(receiver: K): number {
    return Math.max(this.#rests.get(receiver)?.until ?? 0, this.#busy.get(receiver) ?? 0);
  }

  /** The earliest time at which one of these receivers may get a parcel, ms; null without receivers. */
  due(receivers: readonly K[]): number | null {
    return receivers.length === 0 ? null : Math.min(...receivers.map((receiver) => this.readyAt(receiver)));
  }

  /** At most `atMost` rows, first those whose receivers may get a parcel first: receivers that rest after a failure hold up no other. */
  readiest<Row>(rows: readonly Row[], receiverOf: (row: Row) => K, atMost: number): readonly Row[] {
    return rows.toSorted((one, other) => this.readyAt(receiverOf(one)) - this.readyAt(receiverOf(other))).slice(0, atMost);
  }

  /**
   * Sends all parcels in parallel, except to receivers that rest or are busy. Never rejects.
   * @param post sends one parcel; it rejects if the receiver did not accept it
   */
  async send<P>(
    parcels: Iterable<readonly [K, P]>,
    post: (receiver: K, parcel: P) => Promise<unknown>,
    now: number,
  ): Promise<SendOutcome<K, P>> {
    const [delivered, left]: [(readonly [K, P])[], (readonly [K, P])[]] = [[], []];
    const each = async (one: readonly [K, P]) => ((await this.#deliver(...one, post, now)) ? delivered : left).push(one);
    await Promise.all([...parcels].map(each));
    return { delivered, left };
  }

  async #deliver<P>(receiver: K, parcel: P, post: (receiver: K, parcel: P) => Promise<unknown>, now: number): Promise<boolean> {
    if (this.readyAt(receiver) > now) return false;
    this.#busy.set(receiver, now + UNDER_WAY_MS);
    const begun = this.#clock();
    try {
      await post(receiver, parcel);
      if (this.#rests.get(receiver) !== undefined) this.#rests.delete(receiver);
      return true;
    } catch (bug) {
      const attempts = (this.#rests.get(receiver)?.attempts ?? 0) + 1;
      this.#rests.set(receiver, { attempts, until: now + backOffMs(attempts, this.#random()) });
      console.error(`${this.#name}: ${receiver} did not take its parcel, failure ${attempts}`, bug);
      return false;
    } finally {
      if (this.#gapMs === 0) this.#busy.delete(receiver);
      else this.#busy.set(receiver, now + (this.#clock() - begun) + this.#gapMs);
    }
  }
}

/** Waits for all parts, also after a failure. If any failed, it then rejects with the reason of the first failed part in the list. */
export async function allOf(parts: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(parts)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
