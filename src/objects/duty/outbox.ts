/**
 * Delivery at least once, by receiver: a receiver that does not take its parcel rests by the one back-off, and holds up no other. The parcels
 * themselves wait in a table of the caller. Source: architecture.md, Deliveries between objects.
 */
import { backOffMs } from "./back-off.ts";

/** A receiver that is left alone for now. */
export interface Rest {
  /** Failures in a row. */
  readonly attempts: number;
  /** ms */
  readonly until: number;
}

/** Where rests are kept: a Map, because a new start is a reason to try again, or columns of the caller's own table. */
export interface Rests<K> {
  get(receiver: K): Rest | undefined;
  set(receiver: K, rest: Rest): void;
  /** The receiver took a parcel after it had failed. */
  delete(receiver: K): void;
}

export interface Settled<K, P> {
  readonly taken: readonly (readonly [K, P])[];
  /** Not sent, as the receiver rests, or sent and not taken. */
  readonly left: readonly (readonly [K, P])[];
}

interface Options<K> {
  /** What a log says of a failure. */
  readonly name: string;
  readonly rests?: Rests<K>;
  readonly random?: () => number;
  /** The shortest time between the end of one parcel and the begin of the next to the same receiver. */
  readonly gapMs?: number;
  readonly clock?: () => number;
}

/** A parcel that has been under way for longer is sent again beside itself, so that an alarm stands also while a receiver says nothing. */
const UNDER_WAY_MS = 30_000;

export class Outbox<K extends string | number> {
  readonly #name: string;
  readonly #rests: Rests<K>;
  readonly #random: () => number;
  readonly #gapMs: number;
  readonly #clock: () => number;
  /** Until when a receiver that did not fail gets nothing: a parcel is under way, or has just been taken. ms */
  readonly #busy = new Map<K, number>();

  constructor({ name, rests = new Map<K, Rest>(), random = Math.random, gapMs = 0, clock = Date.now }: Options<K>) {
    this.#name = name;
    this.#rests = rests;
    this.#random = random;
    this.#gapMs = gapMs;
    this.#clock = clock;
  }

  /** When the receiver may get a parcel, ms; 0: at once. */
  readyAt(receiver: K): number {
    return Math.max(this.#rests.get(receiver)?.until ?? 0, this.#busy.get(receiver) ?? 0);
  }

  /** When the first of these receivers may get a parcel, ms; null where there is none. */
  due(receivers: readonly K[]): number | null {
    return receivers.length === 0 ? null : Math.min(...receivers.map((receiver) => this.readyAt(receiver)));
  }

  /** Sends each receiver its parcel, all side by side, except to those that rest. Never rejects. @param post rejects where the receiver did not take it */
  async send<P>(
    parcels: Iterable<readonly [K, P]>,
    post: (receiver: K, parcel: P) => Promise<unknown>,
    now: number,
  ): Promise<Settled<K, P>> {
    const [taken, left]: [(readonly [K, P])[], (readonly [K, P])[]] = [[], []];
    const each = async (one: readonly [K, P]) => ((await this.#sent(...one, post, now)) ? taken : left).push(one);
    await Promise.all([...parcels].map(each));
    return { taken, left };
  }

  async #sent<P>(receiver: K, parcel: P, post: (receiver: K, parcel: P) => Promise<unknown>, now: number): Promise<boolean> {
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

/** Waits for all of a parcel, also where one part of it fails; rejects then. */
export async function allOf(parts: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(parts)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
