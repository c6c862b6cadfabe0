/** The shard of a person never changes: deployed systems hold rows in exactly these shards. */
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import { shardOf } from "../../../../src/domain/issuer/issuer.ts";

test.each([
  ["000000000000000000000000", 16, 0],
  ["ffffffffffffffffffffffff", 16, 15],
  ["12345abcdef0123456789abc", 1, 0],
  ["12345abcdef0123456789abc", 16, 0x5],
  ["12345abcdef0123456789abc", 4096, 0x345],
  ["12345abcdef0123456789abc", 2 ** 20, 0x12345],
])("%s among %i shards lives in shard %i", (key, shards, shard) => {
  expect(shardOf(key as PersonKey, shards)).toBe(shard);
});
