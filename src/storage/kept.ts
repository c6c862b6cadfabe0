/**
 * The memory of an isolate: readings of a source, each for a time, within a bound, renewed behind the answers. Limits: a warm read is synchronous and
 * allocates nothing; nothing is shared between isolates, and no promise between requests.
 */

/** The time since a moment, ms. A moment in the future comes from a clock that was put back: it is too long ago for everything. */
export function ageOf(since: number, now: number): number {
  return now < since ? Number.POSITIVE_INFINITY : now - since;
}

export interface Reading<V> {
  readonly value: V;
  /** When the source said so, ms; before all time where it never did. */
  readonly at: number;
}

interface Entry<V> extends Reading<V> {
  /** When the source was asked last, ms: that may have failed. */
  askedAt: number;
}

interface Limits<T, V> {
  readonly keyOf: (subject: T) => string;
  /** A reading is fresh while it is younger than this. */
  readonly freshMs: number;
  /** Readings at most; the one that was made longest ago leaves first. Absent where the configuration names all subjects. */
  readonly max?: number;
  /** The same by weight, where readings differ in size. */
  readonly maxWeight?: number;
  readonly weightOf?: (value: V) => number;
}

/** Readings that the user makes. `T` is the subject of a reading, `V` its value. */
export class Memory<T, V> {
  /** In the order in which they were made. */
  protected readonly entries = new Map<string, Entry<V>>();
  protected readonly keyOf: Limits<T, V>["keyOf"];
  protected readonly freshMs: number;
  readonly #max: number;
  readonly #maxWeight: number;
  readonly #weightOf: (value: V) => number;
  #weight = 0;

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

  /** The reading while it is fresh. @param freshMs where the user asks for another age than usual */
  fresh(subject: T, now: number, freshMs = this.freshMs): Reading<V> | undefined {
    const entry = this.entries.get(this.keyOf(subject));
    return entry !== undefined && ageOf(entry.at, now) < freshMs ? entry : undefined;
  }

  /** The reading of whatever age. */
  last(subject: T): Reading<V> | undefined {
    return this.entries.get(this.keyOf(subject));
  }

  /** @param at when the source said so, ms */
  set(subject: T, value: V, now: number, at = now): Reading<V> {
    const key = this.keyOf(subject);
    const entry = { value, at, askedAt: now };
    this.#drop(key);
    this.entries.set(key, entry);
    this.#weight += this.#weightOf(value);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.#max && this.#weight <= this.#maxWeight) break;
      this.#drop(oldest);
    }
    return entry;
  }

  forget(subject: T): void {
    this.#drop(this.keyOf(subject));
  }

  /** Forgets every value of which this is true. */
  forgetWhere(isOver: (value: V) => boolean): void {
    for (const [key, { value }] of this.entries) if (isOver(value)) this.#drop(key);
  }

  #drop(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.#weight -= this.#weightOf(entry.value);
  }
}

interface SourceLimits<T, V, S> extends Limits<T, V> {
  /** A reading that is not fresh any more is answered up to this age, and renewed behind the answer; an older one is waited for. */
  readonly staleMs: number;
  /** The source is asked for a renewal at most once in this time, whether it fails or not; until then the reading is answered as it is. */
  readonly renewEveryMs: number;
  /** Reads the source. Where it rejects, the reading stays as it is. */
  readonly load: (source: S, subject: T, now: number) => Promise<Reading<V>>;
}

/** Readings that are made when somebody asks for them. `S` is what they are read from: bindings belong to a request. */
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

  /** @param later keeps work alive behind the answer */
  get(source: S, subject: T, now: number, later: (work: Promise<unknown>) => void): Reading<V> | Promise<Reading<V>> {
    const entry = this.entries.get(this.keyOf(subject));
    if (entry === undefined) return this.renew(source, subject, now);
    const age = ageOf(entry.at, now);
    if (age < this.freshMs || ageOf(entry.askedAt, now) < this.#renewEveryMs) return entry;
    entry.askedAt = now;
    const work = this.renew(source, subject, now);
    if (age > this.#staleMs) return work;
    later(work);
    return entry;
  }

  /** Asks the source, however fresh the reading is. */
  async renew(source: S, subject: T, now: number): Promise<Reading<V>> {
    const { value, at } = await this.#load(source, subject, now);
    return this.set(subject, value, now, at);
  }
}
