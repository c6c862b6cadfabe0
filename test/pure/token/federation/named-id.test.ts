/** An id that follows from a name is a UUID of version 8, with bits of a SHA-256 that Node's own crypto calculates. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { namedId } from "../../../../src/token/federation/named-id.ts";

test.for(["", "420107001002 018e0000-0000-7000-8000-000000000001", "武汉"])("the id of %j", async (name) => {
  const hash = createHash("sha256").update(name).digest("hex");
  const id = await namedId(name);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const letters = id.replaceAll("-", "");
  expect([letters.slice(0, 12), letters.slice(13, 16), letters.slice(17)]).toEqual([
    hash.slice(0, 12),
    hash.slice(13, 16),
    hash.slice(17, 32),
  ]);
});
