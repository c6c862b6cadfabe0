/**
 * The memory of an isolate: readings, values that a source such as KV or an object gave, each with its time. A fresh one is read synchronously, an old one
 * may be renewed after the answer to the request. Isolates share no memory, and requests share no promise.
 */

/** The time since a moment, ms. Infinite if the moment is in the future: then the clock was put back, and a reading of that time counts as too old. */
export function ageOf(since: number, now: number): number {
  return now < since ? Number.POSITIVE_INFINITY : now - since;
}

export interface Reading<V> {
  readonly value: V;
  /** The time of the source's answer, ms; -Infinity if the source has never answered. */
  readonly at: number;
}

interface Entry<V> extends Reading<V> {
  /** The time of the last request to the source, ms; it may have failed. */
  requestedAt: number;
}

interface Limits<T, V> {
  readonly keyOf: (subject: T) => string;
  /** A reading is fresh while it is younger than this, ms. */
  readonly freshMs: number;
  /** The most readings in the memory; the oldest is removed first. Absent: no limit, because the configuration limits the subjects. */
  readonly max?: number;
  /** The largest sum of the weights (`weightOf`) of all readings, for readings of different sizes; absent: no limit. Above it, heavy readings are removed before all others. */
  readonly maxWeight?: number;
  readonly weightOf?: (value: V) => number;
}

/** A reading is heavy if so many of them fill the memory: a few heavy ones must not push out the many light ones. */
const HEAVY_FILL = 64;

/** A memory into which the caller puts the readings. `T` is the subject of a reading, `V` its value. */
export class Memory<T, V> {
  /** The readings by key, in the order in which they were last set, the oldest first. */
  protected readonly entries = new Map<string, Entry<V>>();
  protected readonly keyOf: Limits<T, V>["keyOf"];
  protected readonly freshMs: number;
  readonly #max: number;
  readonly #maxWeight: number;
  readonly #weightOf: (value: V) => number;
  #weight = 0;
  /** The keys of heavy readings, in the order in which they were last set. */
  readonly #heavy = new Set<string>();

  constructor({
    keyOf,
    freshMs,
    max = Number.POSITIVE_INFINITY,
    maxWeight = Number.POSITIVE_INFINITY,
    weightOf = () => 0,
  }: Limits<T, V>) {
    this.keyOf = keyOf;
    this.freshMs = freshMs;
    this.#max = max;
    this.#maxWeight = maxWeight;
    this.#weightOf = weightOf;
  }

  /** The reading, if it is fresh. @param freshMs a limit of the age in place of the usual one */
  fresh(subject: T, now: number, freshMs = this.freshMs): Reading<V> | undefined {
    const entry = this.entries.get(this.keyOf(subject));
    return entry !== undefined && ageOf(entry.at, now) < freshMs ? entry : undefined;
  }

  /** The reading, however old it is; undefined if there is none. */
  last(subject: T): Reading<V> | undefined {
    return this.entries.get(this.keyOf(subject));
  }

  /** Puts a reading into the memory and returns it. @param at the time of the source's answer, ms */
  set(subject: T, value: V, now: number, at = now): Reading<V> {
    const key = this.keyOf(subject);
    const entry = { value, at, requestedAt: now };
    this.#drop(key);
    this.entries.set(key, entry);
    const weight = this.#weightOf(value);
    this.#weight += weight;
    if (weight * HEAVY_FILL > this.#maxWeight) this.#heavy.add(key);
    for (const heavy of this.#heavy) {
      if (this.#weight <= this.#maxWeight) break;
      this.#drop(heavy);
    }
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.#max && this.#weight <= this.#maxWeight) break;
      this.#drop(oldest);
    }
    return entry;
  }

  /** Puts another value into a reading, which keeps its times: it is renewed as if nothing had happened. */
  amend(subject: T, change: (value: V) => V): void {
    const entry = this.entries.get(this.keyOf(subject));
    if (entry === undefined) return;
    const value = change(entry.value);
    this.#weight += this.#weightOf(value) - this.#weightOf(entry.value);
    this.entries.set(this.keyOf(subject), { ...entry, value });
  }

  forget(subject: T): void {
    this.#drop(this.keyOf(subject));
  }

  /** Forgets every value for which `isOver` is true. */
  forgetWhere(isOver: (value: V) => boolean): void {
    for (const [key, { value }] of this.entries) if (isOver(value)) this.#drop(key);
  }

  #drop(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.#heavy.delete(key);
    this.#weight -= this.#weightOf(entry.value);
  }
}

interface SourceLimits<T, V, S> extends Limits<T, V> {
  /** A reading of at most this age, ms, is used at once and renewed after the answer to the request. With an older one the request waits for the renewal. */
  readonly staleMs: number;
  /** The least time, ms, between two requests of `get` to the source, also if the first one fails. Within it the reading is used at any age. */
  readonly renewEveryMs: number;
  /** Reads the source. If it rejects, the memory keeps the previous reading. */
  readonly load: (source: S, subject: T, now: number) => Promise<Reading<V>>;
}

/** A memory that reads its source itself. `S` is the type of the source, which each call passes, because bindings belong to a request. */
export class SourceMemory<T, V, S> extends Memory<T, V> {
  readonly #staleMs: number;
  readonly #renewEveryMs: number;
  readonly #load: SourceLimits<T, V, S>["load"];

  constructor(limits: SourceLimits<T, V, S>) {
    super(limits);
    this.#staleMs = limits.staleMs;
    this.#renewEveryMs = limits.renewEveryMs;
    this.#load = limits.load;
  }

  /** The reading: a usable one synchronously, otherwise after a request to the source. @param later `ExecutionContext.waitUntil`: keeps work alive after the answer */
  get(source: S, subject: T, now: number, later: (work: Promise<unknown>) => void): Reading<V> | Promise<Reading<V>> {
    const entry = this.entries.get(this.keyOf(subject));
    if (entry === undefined) return this.renew(source, subject, now);
    const age = ageOf(entry.at, now);
    if (age < this.freshMs || ageOf(entry.requestedAt, now) < this.#renewEveryMs) return entry;
    entry.requestedAt = now;
    const work = this.renew(source, subject, now);
    if (age > this.#staleMs) return work;
    later(work);
    return entry;
  }

  /** Reads the source, even if the reading in memory is fresh, and puts the new reading into the memory. */
  async renew(source: S, subject: T, now: number): Promise<Reading<V>> {
    const { value, at } = await this.#load(source, subject, now);
    return this.set(subject, value, now, at);
  }
}
