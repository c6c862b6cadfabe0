/** When a shard of persons begins with the rule sets of a new day: not all shards at one moment. Pure. Source: decision 27. */

const SPREAD_MS = 60_000;
/** Multiples of the golden ratio lie evenly, however many there are. */
const GOLDEN = 0.618_033_988_749_895;

/** So many ms after the moment itself; whoever is asked about meanwhile is decided at once. */
export function turnDelayMs(shard: number): number {
  return Math.floor(((shard * GOLDEN) % 1) * SPREAD_MS);
}
