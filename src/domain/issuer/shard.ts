/** The one place that says in which hash shard a person or an account lives (architecture.md, Objects). */
import type { AccountKey, PersonKey } from "../access/keys.ts";

/**
 * Shard number of a keyed hash: its first 20 bits modulo the issuer's shard count, which is a power of two up to 2^20.
 * A person is a key range in its shard; nothing scans persons.
 */
export function shardOf(key: PersonKey | AccountKey, shards: number): number {
  return Number.parseInt(key.slice(0, 5), 16) & (shards - 1);
}
