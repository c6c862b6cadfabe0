/** Closed management: while it holds somewhere, declarations are registered there and no colours are given out. Pure. Source: product.md §2. */

export interface ClosedManagement {
  /** 2, 4, 6, 9 or 12 digits: the region and everything below it. */
  readonly division: string;
  /** ms since 1970. */
  readonly from: number;
  /** The moment it ends; null: not known yet. */
  readonly until: number | null;
}

export interface Closure {
  readonly closed: boolean;
  readonly since: number | null;
  /** Null: not known. */
  readonly until: number | null;
  /** The next moment at which this may change by time alone; null: never. */
  readonly nextAt: number | null;
}

/** What holds at a declared address (12 digits) now: the longest of the closures above it. */
export function closureAt(periods: readonly ClosedManagement[], address: string, now: number): Closure {
  const here = periods.filter(({ division }) => address.startsWith(division));
  const holding = here.filter(({ from, until }) => from <= now && (until === null || now < until));
  const turns = here.flatMap(({ from, until }) => (until === null ? [from] : [from, until])).filter((turn) => turn > now);
  const nextAt = turns.length === 0 ? null : Math.min(...turns);
  if (holding.length === 0) return { closed: false, since: null, until: null, nextAt };
  const ends = holding.map(({ until }) => until ?? Infinity);
  const last = Math.max(...ends);
  return { closed: true, since: Math.min(...holding.map(({ from }) => from)), until: last === Infinity ? null : last, nextAt };
}
