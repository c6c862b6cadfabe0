/** Where a person lives never changes: these shards are where rows of deployed systems stand. */
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
])("%s of %i shards lives in %i", (key, shards, shard) => {
  expect(shardOf(key as PersonKey, shards)).toBe(shard);
});
